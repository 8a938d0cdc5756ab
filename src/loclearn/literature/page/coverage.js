// Condition by evidence: how much is known, and where nobody is looking.

function coverageTab() {
  const all = DATA.coverage;
  const most = Math.max(1, ...all.map((one) => one.speak_for + one.against));
  return el("div", {}, el("h2", {}, "Where nobody is looking"),
    gapList(all.filter((one) => one.works.length < 3)),
    el("h3", {}, "All conditions, the least covered first"),
    el("ul", { class: "swatches" }, el("li", {}, barSample("plus"), "for presence"), el("li", {}, barSample("minus"), "for absence")),
    table(`Statements that decide a side of each condition; ${DATA.undecided} more decide nothing.`,
      ["Condition", "For and against", ["Statements", "number"], ["Works", "number"], ["Newest", "number"], "Countries", "Seen in", "Contested settings"],
      all.map((one) => coverageRow(one, most))),
    heat("Condition by country (number of statements)", countryColumns(all), (one, code) => one.countries[code] || 0, (code) => places([code])),
    heat("Condition by years of the works (number of statements)", decades(all), inYears, (years) => years));
}

function gapList(gaps) {
  return el("ul", { class: "gaps" }, gaps.map((one) => el("li", { class: one.works.length ? "" : "empty" },
    el("span", { class: "count" }, String(one.works.length)),
    el("span", {}, `${conditionLabel(one.condition)} `, el("span", { class: "quiet" },
      one.works.length ? `${plural(one.works.length, "work")}, ${places(Object.keys(one.countries)) || "no country"}` : "no study decides it")))));
}

function coverageRow(one, most) {
  return [conditionLabel(one.condition), bars(one, most), one.statements.length, one.works.length, one.newest,
    places(Object.keys(one.countries)), Object.entries(one.bases).map(([basis, n]) => `${BASES[basis] || basis} ${n}`).join(", "),
    one.contested === null ? "" : `${Math.round(one.contested * 100)} % of ${one.settings.length}`];
}

function bars(one, most) {
  const wide = (count) => (count / most) * 170;
  return svg("svg", { class: "bars", width: 184, height: 16, role: "img", "aria-label": `${one.speak_for} for, ${one.against} against` },
    svg("rect", { class: "plus", y: 2, width: wide(one.speak_for), height: 12 }),
    one.against ? svg("rect", { class: "minus", x: wide(one.speak_for) + 3, y: 3, width: wide(one.against), height: 10 }) : null);
}

function barSample(name) {
  return svg("svg", { class: "bars", width: 24, height: 16, "aria-hidden": "true" }, svg("rect", { class: name, x: 1, y: 3, width: 22, height: 10 }));
}

function countryColumns(all) {
  const sums = {};
  for (const one of all) for (const [code, n] of Object.entries(one.countries)) sums[code] = (sums[code] || 0) + n;
  return Object.keys(sums).sort((a, b) => sums[b] - sums[a] || a.localeCompare(b));
}

function decades(all) {
  const years = all.flatMap((one) => one.statements.map((id) => DATA.evidence[id].year)).filter(Boolean);
  const first = Math.floor(Math.min(...years) / 5) * 5;
  const found = [];
  for (let year = first; years.length && year <= Math.max(...years); year += 5) found.push(`${year}–${year + 4}`);
  return found;
}

function inYears(one, years) {
  const [from, to] = years.split("–").map(Number);
  return one.statements.filter((id) => DATA.evidence[id].year >= from && DATA.evidence[id].year <= to).length;
}

function heat(title, columns, count, label) {
  const cells = (one) => columns.map((column) => {
    const n = count(one, column);
    const depth = Math.min(1, n / 8);
    return el("td", { class: n ? "" : "none", title: `${conditionLabel(one.condition)}, ${label(column)}: ${n}`,
      style: n ? `background:color-mix(in srgb, var(--argument) ${15 + 35 * depth}%, transparent)` : null }, n || "–");
  });
  return [el("h3", {}, title), el("div", { class: "scroll heat" }, el("table", {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Condition"), columns.map((column) => el("th", { scope: "col", title: label(column) }, column)))),
    el("tbody", {}, DATA.coverage.map((one) => el("tr", {}, el("th", { scope: "row" }, conditionLabel(one.condition)), cells(one))))))];
}
