// The sheet of one setting: its verdicts, each with its reasons, made when it is opened.

const sheet = document.getElementById("sheet");
let openRow = null;
let openedFrom = null;

function openSheet(row, condition = null) {
  openRow = row;
  sheet.replaceChildren(...sheetParts(row, condition));
  if (!sheet.open) {
    openedFrom = document.activeElement;
    sheet.setAttribute("aria-labelledby", "sheet-title");
    sheet.showModal();
  }
  sheet.scrollTop = 0;
  const first = condition ? sheet.querySelector("details[open] summary") : sheet.querySelector("h2");
  first.focus();
  if (condition) first.scrollIntoView({ block: "start" });
}

sheet.addEventListener("click", (event) => {
  if (event.target === sheet) sheet.close();
});
sheet.addEventListener("close", () => {
  const row = openRow;
  openRow = null;
  const stays = openedFrom && openedFrom.isConnected && openedFrom.matches("button");
  if (stays) openedFrom.focus();
  else if (row !== null) backToTable(row);
});

// To the one before or after, in the order of the table.
function stepSheet(step) {
  const next = chosenRows[chosenRows.indexOf(openRow) + step];
  if (next !== undefined) openSheet(next);
}

function sheetParts(row, condition) {
  const place = chosenRows.indexOf(row);
  const step = (text, name, way) => el("button", { type: "button", class: "plain", "aria-label": name,
    disabled: place < 0 || chosenRows[place + way] === undefined, onclick: () => stepSheet(way) }, text);
  return [
    el("div", { class: "sheet-tools" }, step("‹ Previous", "Previous setting", -1), step("Next ›", "Next setting", 1),
      el("span", { class: "quiet" }, place < 0 ? "" : `${count(place + 1)} of ${count(chosenRows.length)}`),
      el("button", { type: "button", class: "plain close", onclick: () => sheet.close() }, "Close (Esc)")),
    el("h2", { id: "sheet-title", tabindex: "-1" }, settingTitle(row)),
    el("p", { class: "quiet papernote" }, `${DATA.title} · ${DATA.date} · loclearn ${DATA.version}`),
    el("p", { class: "quiet" }, el("code", {}, settingId(row)), ` · profile ${DATA.profile}`,
      POOLED.has(row) ? " · a pooled case: it stands for several places" : ""),
    ...observedPart(row), ...statedPart(row), ...firmnessOf(row),
    el("h3", {}, "Verdicts"), legendLine(), ...verdictParts(row, condition),
  ].filter(Boolean);
}

function legendLine() {
  return el("p", { class: "quiet" }, "Open a line for its reasons. Missing data never count against a condition: unknown says only that nothing here decides.");
}

function observedPart(row) {
  const found = observationsOf(row);
  if (!found.length) return [];
  const rows = found.map((one) => [measureLabel(one.ofCapability ? `${one.hasIndicator}/${one.ofCapability}` : one.hasIndicator),
    number(one.value), one.hasCoverage, one.inputs || ""]);
  const selective = found.some((one) => one.hasCoverage === "selective");
  return [el("h3", {}, "What the tables say"),
    table("", ["Indicator", ["Value", "number"], "Coverage", "Made of"], rows),
    selective ? el("p", { class: "note" }, ONLY_SUPPORTS) : null];
}

function statedPart(row) {
  const found = factsOf(row, "hasEvidence");
  if (!found.length) return [];
  return [el("h3", {}, "What studies say"), el("ul", { class: "facts" }, found.map((one) => el("li", {}, factText(one))))];
}

function verdictParts(row, condition) {
  return Object.entries(KINDS).map(([kind, title]) => {
    const ids = DATA.verdictIds.filter((id) => conditionOf[id].kind === kind);
    const [known, unknown] = [true, false].map((is) => ids.filter((id) => (verdict(row, id) !== "unknown") === is));
    return el("section", {}, el("h4", {}, title), known.map((id) => verdictPart(row, id, id === condition)),
      unknown.map((id) => verdictPart(row, id, id === condition)));
  });
}

function verdictPart(row, id, open) {
  const value = verdict(row, id);
  const rests = contestedInputs(row, id);
  const part = el("details", { open, class: `verdict ${value}`, "data-condition": id },
    el("summary", {}, sign(value), ` ${conditionLabel(id)}: `, el("strong", {}, value),
      rests.length ? el("span", { class: "quiet" }, ` (rests on contested ${list(rests)})`) : null));
  const draw = () => {
    if (part.childElementCount === 1) part.append(...reasonParts(row, id));
  };
  if (open) draw();
  part.addEventListener("toggle", draw);
  return part;
}

function reasonParts(row, id) {
  const found = explain(row, id);
  const none = found.sides.every((side) => !side.reached);
  return [el("p", { class: "definition" }, conditionOf[id].definition),
    none ? el("p", {}, "Nothing known here decides for it or against it.") : null,
    ...found.sides.map((side) => sidePart(side, none)), claimsPart(id)].filter(Boolean);
}

// The passages of the paper on which a condition rests.
function claimsPart(id) {
  const { claims } = conditionOf[id];
  if (!claims.length) return null;
  return behind(`It rests on ${plural(claims.length, "claim")} of Malmberg and Maskell (2005)`,
    el("ul", { class: "facts" }, claims.map((one) => el("li", {}, el("strong", {}, one.id), ` (${one.locator}): ${one.statement}`))));
}

function sidePart(side, none) {
  const name = side.side;
  const parts = [];
  if (side.reached) {
    parts.push(el("p", { class: "side" }, el("strong", {}, name === "supported" ? "Supported, because:" : "Opposed, because:")),
      reasonList(side.because));
  } else if (side.missing.length) {
    parts.push(el("p", { class: "side" }, `It would be ${none ? name : "contested"} with ${side.missing.length > 1 ? "one of these" : "this"}:`),
      el("ul", { class: "missing" }, side.missing.map((way) => el("li", {}, way.join("; and ")))));
    if (side.given.length) parts.push(el("p", { class: "quiet" }, `Known already: ${list(side.given)}.`));
  } else {
    parts.push(el("p", { class: "quiet" }, `No fact could make it ${name}: the profile gives a threshold no value, or the theory knows no such side.`));
  }
  if (!side.reached && side.near.length) {
    parts.push(el("p", { class: "quiet" }, "Known, and not enough:"),
      el("ul", { class: "facts" }, side.near.map(({ fact, fails }) =>
        el("li", {}, factText(fact), el("span", { class: "lacks" }, ` It lacks: ${fails.map(leaf).join("; ")}.`)))));
  }
  return el("div", { class: `reason ${side.reached ? name : "unreached"}` }, parts);
}

function reasonList(nodes) {
  return el("ul", { class: "facts" }, nodes.map((node) => {
    if (node.fact) return el("li", {}, factText(node.fact));
    if (node.phase !== undefined) {
      return el("li", {}, `an earlier phase, ${settingTitle(node.phase)}`, reasonList(node.because));
    }
    return el("li", {}, `${conditionLabel(node.condition)} is ${node.side}`, reasonList(node.because));
  }));
}

// An observation with formula, inputs, coverage and thresholds; a statement with study and place.
function factText(fact) {
  return fact.hasIndicator ? observationText(fact) : statementText(fact);
}

function observationText(fact) {
  const measure = fact.ofCapability ? `${fact.hasIndicator}/${fact.ofCapability}` : fact.hasIndicator;
  const known = DATA.methods.indicators[fact.hasIndicator];
  const cuts = cutsOf(measure).map((cut) => `${cut.condition} ${cut.side} ${bounds(cut.bounds)}`);
  const p = fact.pValue === undefined ? "" : `, p = ${number(fact.pValue)}`;
  return [el("strong", {}, `${measureLabel(measure)} ${number(fact.value)}${p}`), ` (${fact.hasCoverage})`,
    fact.inputs ? `: ${fact.inputs}. ` : ". ",
    known ? el("span", { class: "quiet" }, `Formula: ${known.formula}. `) : null,
    cuts.length ? el("span", { class: "quiet" }, `Thresholds: ${[...new Set(cuts)].join("; ")}.`) : null];
}

function statementText(fact) {
  const topic = DATA.codes[fact.hasDimension] || (fact.hasDimension || "").replaceAll("-", " ");
  const where = [fact.sources.join("; "), fact.locator].filter(Boolean).join(", ");
  const coded = [topic, fact.hasPolarity, fact.hasStrength, fact.hasScope, fact.hasBasis].filter(Boolean).join(", ");
  return [el("strong", {}, fact.id), `, ${where}: ${fact.paraphrase || ""} `,
    el("span", { class: "quiet" }, `${coded}; confidence ${fact.confidence}, weight for presence ${fact.weightFor ?? 0}, for absence ${fact.weightAgainst ?? 0}.`)];
}
