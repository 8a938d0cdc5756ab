// The panel of details: a claim, a work, or a list of works.

const panel = document.getElementById("panel");
const listeners = [];
let cameFrom = null;

// show("claim", "CL55"): whoever draws a map hears of it by whenShown.
function show(kind, id, focus = true) {
  if (panel.hidden || !panel.contains(document.activeElement)) cameFrom = document.activeElement;
  const content = { claim: claimDetails, work: workDetails }[kind](id);
  reveal(content, focus);
  for (const listener of listeners) listener(kind, id);
}

function whenShown(listener) {
  listeners.push(listener);
}

function reveal(content, focus = true) {
  panel.replaceChildren(
    button("✕", hide, { class: "plain close", "aria-label": "Close the details" }), ...content);
  panel.hidden = false;
  panel.scrollTop = 0;
  if (focus) panel.querySelector("h2").focus({ preventScroll: true });
}

function hide() {
  panel.hidden = true;
  for (const listener of listeners) listener(null, null);
  if (cameFrom && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) hide();
});

function toClaim(id, long = false) {
  const claim = DATA.claims[id];
  if (!claim) return id;
  return button(long ? `${id} ${claim.statement}` : id, () => show("claim", id),
    { title: claim.statement });
}

function toWork(key) {
  return DATA.works[key] ? button(workLabel(key), () => show("work", key)) : key;
}

function heading(text, kind) {
  return [el("p", { class: "quiet" }, kind), el("h2", { tabindex: "-1" }, text)];
}

function facts(pairs) {
  const filled = pairs.filter(([, value]) => value && value.length !== 0);
  return el("dl", {}, filled.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function section(title, items) {
  return items.length ? [el("h3", {}, title), el("ul", {}, items)] : [];
}

function claimDetails(id) {
  const claim = DATA.claims[id];
  const kind = elementOf[claim.element];
  return [
    ...heading(id, `Claim · ${kind ? kind.label : claim.element}`),
    el("p", { class: "lead statement" }, claim.statement),
    facts([
      ["Where", el("span", { class: "locator" }, `${workLabel(claim.paper)}, ${claim.locator}`)],
      ["Kind", words(claim.modality)],
      ["Role", claim.role ? words(claim.role) : null],
      ["Conditions", claim.conditions.map(conditionLabel).join("; ")],
    ]),
    ...section("Cited for this claim", citedFor(id)),
    ...section("Relations", relationsOf(claim)),
    ...indirect(id),
  ];
}

function citedFor(id) {
  const cited = citationsOfClaim.of(id).map((one) => el("li", { class: "citing" },
    sign(one.value),
    toWork(one.cited || one.text), ` — ${one.value}: ${words(one.function)}`,
    one.alternative ? `, perhaps ${words(one.alternative)}` : "",
    el("div", { class: "quiet" }, `${one.attributed} (${one.locator}: “${one.text}”`,
      one.resolution === "uncertain" ? "; the match is uncertain)" : ")")));
  const named = new Set(citationsOfClaim.of(id).map((one) => one.cited));
  const rest = DATA.claims[id].works.filter((key) => !named.has(key));
  return [...cited, ...rest.map((key) => el("li", { class: "citing" }, sign("mentions"), toWork(key)))];
}

function relationsOf(claim) {
  return RELATIONS.flatMap(([name, active, passive]) => [
    ...claim[name].map((other) => [active, other]),
    ...claims.filter((one) => one[name].includes(claim.id)).map((one) => [passive, one.id]),
  ]).map(([verb, other]) => el("li", {}, el("strong", {}, verb), " ", toClaim(other, true)));
}

function indirect(id) {
  const found = stancesOfClaim.of(id).filter((one) => !one.direct);
  if (!found.length) return [];
  const items = found.map((one) => el("li", {}, sign(one.value, false), toWork(one.work),
    ` ${one.value} it by way of `, one.path.slice(0, -1).flatMap((step) => [toClaim(step), " "])));
  return [behind(`Works that bear on it through other claims (${found.length})`, el("ul", {}, items))];
}

function workDetails(key) {
  const work = DATA.works[key];
  const address = work.doi && work.doi_confidence !== "none"
    ? el("a", { href: `https://doi.org/${work.doi}`, rel: "noreferrer" }, work.doi) : null;
  const cited = citationsOfWork.of(key).map((one) => el("li", { class: "citing" }, sign(one.value),
    one.claim ? toClaim(one.claim, true) : "no claim of its own",
    el("div", { class: "quiet" }, `${words(one.function)}: ${one.attributed} (${one.locator})`)));
  return [
    ...heading(work.label, `Work · ${CAMPS[work.camp]}`),
    el("p", { class: "lead" }, work.title),
    facts([["Authors", work.authors.join("; ")], ["Year", work.year && String(work.year)],
      ["In", work.venue], ["DOI", address],
      ["", address && work.doi_confidence === "likely" ? "likely, not verified" : null]]),
    ...section("Cited for", cited),
    ...section("Statements it reports", evidenceOfWork.of(key).map(({ one }) => statement(one))),
  ];
}

function statement(one) {
  const side = one.conditions.map((text) => text.replace("-", "−")).join(" ");
  return el("li", {}, el("strong", {}, one.place), ` — ${one.paraphrase} `,
    el("div", { class: "quiet" }, [one.id, words(one.dimension), POLARITY[one.polarity] || one.polarity,
      one.strength, one.scope, `seen: ${BASES[one.basis] || one.basis}`,
      side ? `decides ${side}` : "decides nothing"].join(" · ")));
}

function listWorks(title, keys) {
  cameFrom = document.activeElement;
  reveal([...heading(title, plural(keys.length, "work")), el("ul", {}, keys.map((key) =>
    el("li", {}, toWork(key), el("div", { class: "quiet" }, DATA.works[key].title))))]);
}
