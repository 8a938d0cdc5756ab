// The three criticisms: what attacks what, the answers, the facts on each side, what stays open.

function criticismsTab() {
  return el("div", {}, el("h2", {}, "The criticisms, and what speaks for each side"),
    el("p", { class: "note" }, "One reading: the links between studies and criticisms were coded by hand. What backs a criticism hangs on it, never on the theory. A count of works is no weighing of them."),
    DATA.criticisms.map(oneCriticism));
}

function oneCriticism(one) {
  return el("article", { id: `criticism-${one.id}` }, el("h3", { style: "font-size:1.25rem" }, one.label),
    units(one),
    el("div", { class: "debate" },
      el("section", { class: "critics" }, el("h4", {}, "The critics say"), el("ul", {}, one.claims.map((id) => criticClaim(one, id)))),
      el("section", { class: "theory" }, el("h4", {}, "What is attacked"), el("ul", {}, attacked(one))),
      el("section", { class: "reply" }, el("h4", {}, "The authors answer"), el("ul", {}, replies(one)))),
    el("div", { class: "split" },
      side(one.for, `Statements for it (${one.for.evidence.length})`, one, true),
      side(one.against, `Statements against it (${one.against.evidence.length})`, one, false)),
    el("div", { class: "open" }, el("h4", {}, "What stays open"), el("ul", {}, openPoints(one).map((text) => el("li", {}, text)))));
}

function criticClaim(one, id) {
  const works = one.cited.filter((stance) => stance.claim === id);
  const list = works.flatMap((stance, n) => [n ? ", " : "", toWork(stance.work), ` (${words(stance.function) || "named"})`]);
  return el("li", {}, toClaim(id), ` ${DATA.claims[id].statement} `, el("div", { class: "quiet" }, list));
}

function attacked(one) {
  const lines = [...one.attacks.map((pair) => ["attacks", pair]), ...one.qualifies.map((pair) => ["qualifies", pair])];
  const found = lines.map(([verb, [from, to]]) => el("li", {}, toClaim(from), el("span", { class: "arrow" }, ` ${verb} → `),
    toClaim(to), ` ${DATA.claims[to].statement}`));
  const lone = one.claims.filter((id) => !lines.some(([, [from]]) => from === id));
  return [...found, ...lone.map((id) => el("li", {}, toClaim(id), " attacks no claim by itself",
    DATA.claims[id].supports.length ? [": it supports ", DATA.claims[id].supports.flatMap((other) => [toClaim(other), " "])] : "", "."))];
}

function replies(one) {
  const grouped = new Map();
  for (const [verb, pairs] of [["answers", one.answers], ["concedes", one.concessions]]) {
    for (const [from, to] of pairs) grouped.set(`${from} ${verb}`, [...(grouped.get(`${from} ${verb}`) || []), to]);
  }
  const found = [...grouped].map(([key, targets]) => {
    const [from, verb] = key.split(" ");
    return el("li", {}, toClaim(from), el("span", { class: "arrow" }, ` ${verb} → `), targets.flatMap((to) => [toClaim(to), " "]),
      DATA.claims[from].statement);
  });
  const shared = one.shared.map((id) => el("li", {}, toClaim(id), " is used by the authors in an answer of their own."));
  return [...found, ...shared].length ? [...found, ...shared] : [el("li", {}, "No answer is directed at it.")];
}

function side(found, title, one, speaks) {
  const because = (id) => [...new Set(one.findings.filter((f) => f.evidence === id && f.speaks_for === speaks)
    .map((f) => `${f.because.replace("-", "−")} on ${f.claim}`))].join(", ");
  const rows = found.evidence.map((id) => {
    const e = DATA.evidence[id];
    return [e.place, e.paraphrase, el("span", {}, e.works.flatMap((key, n) => [n ? ", " : "", toWork(key)])), e.strength, because(id)];
  });
  return el("section", {}, el("h4", {}, title),
    el("p", { class: "quiet" }, found.countries.length ? `From ${places(found.countries)}.` : "From nowhere yet."),
    rows.length ? behind("List them", table("Each decides the side of a condition, or a dimension, that bears on the claim.",
      ["Place", "What was found", "By", "Strength", "By, on claim"], rows)) : null);
}

function openPoints(one) {
  const list = (ids) => ids.flatMap((id, n) => [n ? ", " : "", toClaim(id)]);
  const points = [];
  if (one.unanswered.length) points.push(["No answer is directed at ", list(one.unanswered), "."]);
  if (one.concessions.length && !one.answers.length) points.push(["The authors concede it; how far it goes is left open."]);
  if (one.untested.length) points.push(["No statement in the graph tests ", list(one.untested), "."]);
  if (one.answers.length && !one.works_against.length) points.push(["The answers cite no work as support."]);
  if (one.for.evidence.length && one.against.evidence.length) points.push(["Studies found both; the graph does not say under which circumstances."]);
  if (one.for.evidence.length < 3) points.push([`Only ${plural(one.for.evidence.length, "statement")} for it: too few to tell.`]);
  return points;
}

function units(one) {
  const squares = (keys) => keys.map((key) => el("i", { title: workLabel(key) }));
  return el("div", { role: "img", "aria-label": `${plural(one.backing.length, "work")} back it with facts, ${one.contradicting.length} report facts against it` },
    el("div", { class: "units" }, el("b", {}, `${one.backing.length} for`), squares(one.backing)),
    el("div", { class: "units against" }, el("b", {}, `${one.contradicting.length} against`), squares(one.contradicting)));
}
