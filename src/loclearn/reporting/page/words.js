// Signs, names and numbers, said alike everywhere.

const GLYPHS = { supported: "+", contested: "±", opposed: "−", unknown: "·" };
const SIGNS = { ">=": "≥", ">": ">", "<=": "≤", "<": "<" };
const KINDS = { Status: "Statuses", Condition: "Conditions", Extension: "Extensions" };
const ONLY_SUPPORTS = "A selective source records only what it funds, grants or publishes. It can support pipelines and research links; it counts no firms, rivals or vertical ties, and opposes nothing.";

// A sign is read aloud as its word, and never tells by colour alone.
function sign(value) {
  return el("span", { class: `sign ${value}`, role: "img", "aria-label": value, title: value }, GLYPHS[value]);
}

function count(number) {
  return number.toLocaleString("en");
}

function number(value) {
  if (value === null || Number.isNaN(value)) return "";
  if (Number.isInteger(value)) return count(value).replace("-", "−");
  const text = Math.abs(value) >= 100 ? value.toFixed(1) : String(Number(value.toPrecision(3)));
  return text.replace("-", "−");
}

function share(part, whole) {
  if (!whole) return "0 %";
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 1) return "< 1 %";
  return percent > 99 && percent < 100 ? "> 99 %" : `${Math.round(percent)} %`;
}

function bounds(ranges) {
  const ends = new Set(ranges.map(([, bound]) => bound));
  const signs = ranges.map(([sign_]) => sign_).sort().join();
  if (ends.size === 1 && signs === "<=,>=") return `= ${[...ends][0]}`;
  return ranges.map(([sign_, bound]) => `${SIGNS[sign_]} ${bound}`).join(" and ");
}

function conditionLabel(id) {
  return `${id} ${conditionOf[id].label}`;
}

function measureLabel(measure) {
  const [indicator, capability] = measure.split("/");
  const known = DATA.methods.indicators[indicator];
  const label = known ? known.label : indicator.replaceAll("-", " ");
  return capability ? `${label}: ${capability.replaceAll("-", " ")}` : label;
}

function regionName(code) {
  const known = DATA.regions[code];
  return known && known[0] ? known[0] : code;
}

// River Land (R1), or R1 where there is no name.
function namedRegion(code) {
  return regionName(code) === code ? code : `${regionName(code)} (${code})`;
}

function placeName(row) {
  if (DATA.cases[row]) return DATA.cases[row].place;
  return region(row) ? regionName(region(row)) : "no region";
}

function activityName(name) {
  return name === "ALL" ? "all activities" : name;
}

function settingTitle(row) {
  return [placeName(row), activityName(activity(row)), period(row)].filter(Boolean).join(", ");
}

function list(words, last = "and") {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

// A DOI in a reference becomes a link.
function reference(text) {
  const found = text.match(/(?:https:\/\/doi\.org\/)?(10\.\d{4,9}\/\S*[^\s.,;])/);
  if (!found) return [text];
  const link = el("a", { href: `https://doi.org/${found[1]}`, rel: "noreferrer" }, found[1]);
  return [text.slice(0, found.index), link, text.slice(found.index + found[0].length)];
}

function heading(id, text, ...lead) {
  return [el("h2", { id: `${id}-title` }, text), ...lead.map((part) => el("p", { class: "lead" }, part))];
}

function choice(label, options, onchange, chosen) {
  const select = el("select", { onchange: (event) => onchange(event.target.value) },
    options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
  return el("label", { class: "choice" }, el("span", {}, label), select);
}
