// The first view: which criticism is best supported, and where evidence is missing.

function summaryTab(open) {
  const none = DATA.coverage.filter((one) => !one.works.length);
  const thin = DATA.coverage.filter((one) => one.works.length && one.works.length < 3);
  const untested = DATA.criticisms.flatMap((one) => one.untested);
  return el("div", {}, el("h2", {}, "Which criticism is best supported?"),
    el("p", { class: "lead" }, bestSentence()),
    el("div", { class: "cards" }, DATA.criticisms.map((one) => card(one, open))),
    el("ul", { class: "swatches units", style: "display:flex" }, el("li", {}, el("i", {}), " a work that backs it with facts"),
      el("li", { class: "units against" }, el("i", {}), " a work that reports facts against it")),
    el("h2", {}, "Where is evidence missing?"),
    el("p", { class: "lead" }, `Of ${DATA.coverage.length} conditions of the theory, ${none.length} are decided by no study, and ${thin.length} by one or two.`),
    gapList([...none, ...thin]),
    untested.length ? [el("p", {}, "No statement puts to the test what these critics say:"),
      el("ul", {}, untested.map((id) => el("li", {}, toClaim(id, true))))] : null,
    el("p", {}, button("All conditions, countries and years", () => open("coverage"))),
    el("h2", {}, "What this is"),
    el("p", {}, `${plural(claims.length, "claim")} of ${DATA.papers.join("; ")}, ${plural(DATA.citations.length, "citation")}, ${plural(Object.keys(DATA.works).length, "work")} and ${plural(Object.keys(DATA.evidence).length, "empirical statement")}. `,
      button("See the map", () => open("map")), ", ", button("the matrix of stances", () => open("matrix")), " or ",
      button("the timeline", () => open("timeline")), ". Counts are of works, not of their weight; a reading by others may differ."));
}

function bestSentence() {
  const best = DATA.criticisms.find((one) => one.id === DATA.best);
  if (!best) return "No work in the graph backs a criticism with facts.";
  const rest = DATA.criticisms.filter((one) => one !== best)
    .map((one) => `${one.label.toLowerCase()} has ${one.backing.length} for and ${one.contradicting.length} against`);
  return [el("strong", {}, best.label), `: ${plural(best.backing.length, "work")} back it with facts, ${best.contradicting.length} report facts against it. By comparison, ${rest.join("; ")}.`];
}

function card(one, open) {
  const first = DATA.claims[one.claims[0]];
  const answered = one.answers.length ? `Answered by ${plural(new Set(one.answers.map(([from]) => from)).size, "claim")}`
    : one.concessions.length ? "Conceded by the authors" : "Not answered";
  const gaps = one.unanswered.length ? `; ${one.unanswered.length} of its ${plural(one.claims.length, "claim")} without an answer of its own` : "";
  return el("section", { class: `card${one.id === DATA.best ? " best" : ""}` },
    one.id === DATA.best ? el("span", { class: "badge" }, "most works for it") : null,
    el("h3", { style: "margin-top:0" }, one.label),
    el("p", {}, first ? first.statement : "No claim in the graph reports it."), units(one),
    el("p", { class: "quiet" }, one.for.countries.length ? `Statements for it from ${places(one.for.countries)}.` : "No statement speaks for it."),
    el("p", {}, `${answered}${gaps}.`),
    button("What attacks what, and the evidence", () => {
      open("criticisms");
      document.getElementById(`criticism-${one.id}`).scrollIntoView();
    }));
}
