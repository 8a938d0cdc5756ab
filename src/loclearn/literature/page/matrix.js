// Claim by work: who supports, disputes or mentions what.

function matrixTab() {
  const host = el("div", {});
  const chosen = { element: "", indirect: false };
  const draw = () => host.replaceChildren(matrixTable(chosen));
  const options = [el("option", { value: "" }, "all elements"),
    ...DATA.map.elements.map((one) => el("option", { value: one.id }, one.label))];
  draw();
  return el("div", {}, el("h2", {}, "Which work stands how to which claim"),
    el("div", { class: "tools" },
      el("label", {}, "Element ", el("select", { onchange: (event) => { chosen.element = event.target.value; draw(); } }, options)),
      el("label", {}, el("input", { type: "checkbox", onchange: (event) => { chosen.indirect = event.target.checked; draw(); } }),
        " with what follows along relations"),
      el("span", {}, sign("supports"), " supports"), el("span", {}, sign("disputes"), " disputes"),
      el("span", {}, sign("mentions"), " mentions"), el("span", {}, sign("supports", false), " follows along relations")),
    host);
}

function matrixTable(chosen) {
  const found = DATA.stances.filter((one) => (chosen.indirect || one.direct)
    && (!chosen.element || DATA.claims[one.claim].element === chosen.element));
  const cells = new Map(found.map((one) => [`${one.claim} ${one.work}`, one]));
  const rows = claims.filter((claim) => found.some((one) => one.claim === claim.id));
  const columns = [...new Set(found.map((one) => one.work))]
    .sort((a, b) => (DATA.works[a].year || 0) - (DATA.works[b].year || 0) || a.localeCompare(b));
  if (!rows.length) return el("p", {}, "No work is cited for a claim of this element.");
  const head = columns.map((key) => el("th", { scope: "col" }, el("div", {}, workLabel(key))));
  const body = rows.map((claim) => el("tr", {},
    el("th", { scope: "row", title: claim.statement }, toClaim(claim.id), ` ${claim.statement}`),
    columns.map((key) => cell(cells.get(`${claim.id} ${key}`)))));
  const grid = el("table", {}, el("thead", {}, el("tr", {}, el("th", {}, `${rows.length} claims × ${columns.length} works, oldest first`), head)),
    el("tbody", {}, body));
  roving(grid, "td.full", nearest);
  return el("div", { class: "scroll matrix" }, grid);
}

function cell(stance) {
  if (!stance) return el("td", {});
  const text = `${workLabel(stance.work)} ${stance.value} ${stance.claim}`
    + (stance.direct ? ` (${words(stance.function) || "named"})` : `, by way of ${stance.path.slice(0, -1).join(", ")}`);
  return el("td", { class: "full", tabindex: "-1", title: text, "aria-label": text,
    onclick: () => show("claim", stance.claim) }, sign(stance.value, stance.direct));
}
