// The data of the page, and what is looked up in them.

const DATA = JSON.parse(document.getElementById("data").textContent);

const SIGNS = { supports: "+", disputes: "−", mentions: "·", both: "±", none: "" };
const CAMPS = {
  argument: "cited for the argument",
  criticism: "cited for a criticism",
  both: "cited for both",
  mentioned: "mentioned only",
  evidence: "reports evidence, not cited",
  none: "in the graph only",
};
const BASES = {
  "abstract-seen": "abstract", "fulltext-seen": "full text", "secondary-seen": "second hand",
  "seed-text": "the paper's own word", "own-knowledge": "own knowledge",
};
const POLARITY = {
  "supports-presence": "found present", "supports-absence": "found absent", mixed: "found mixed",
};

function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const id = key(item);
    if (!groups.has(id)) groups.set(id, []);
    groups.get(id).push(item);
  }
  return { of: (id) => groups.get(id) || [] };
}

const claims = Object.values(DATA.claims);
const citationsOfClaim = grouped(DATA.citations, (one) => one.claim);
const citationsOfWork = grouped(DATA.citations, (one) => one.cited);
const stancesOfClaim = grouped(DATA.stances, (one) => one.claim);
const stancesOfWork = grouped(DATA.stances, (one) => one.work);
const evidenceOfWork = grouped(
  Object.values(DATA.evidence).flatMap((one) => one.works.map((work) => ({ work, one }))),
  (pair) => pair.work);
const elementOf = Object.fromEntries(DATA.map.elements.map((one) => [one.id, one]));
const RELATIONS = [
  ["supports", "supports", "is supported by"],
  ["attacks", "attacks", "is attacked by"],
  ["qualifies", "qualifies", "is qualified by"],
];

// citesAsEvidence → cites as evidence
function words(name) {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("-", " ").toLowerCase();
}

function workLabel(key) {
  return DATA.works[key] ? DATA.works[key].label : key;
}

function conditionLabel(id) {
  return DATA.conditions[id] ? `${id} ${DATA.conditions[id]}` : id;
}

function sign(value, direct = true) {
  return el("span", { class: `sign ${value}${direct ? "" : " indirect"}`, "aria-hidden": "true" },
    SIGNS[value]);
}

function places(codes) {
  let names = null;
  try { names = new Intl.DisplayNames(["en"], { type: "region" }); } catch { /* codes will do */ }
  return codes.map((code) => {
    try { return names ? names.of(code) : code; } catch { return code; }
  }).sort().join(", ");
}
