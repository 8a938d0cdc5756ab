// How it was made: thresholds, formulas, definitions, and what to cite.

function methodsSection() {
  const { indicators, references, bibtex, csl } = DATA.methods;
  return el("section", { id: "methods", "aria-labelledby": "methods-title" },
    heading("methods", "How it was made"),
    el("p", {}, `Indicators were computed from the tables and compared with the thresholds of the profile ${DATA.profile}; `
      + "verdicts follow from the definitions of the ontology, each with a supported and an opposed side that do not exclude each other (Belnap's four values). "
      + "A count can oppose only where it is a census. The location quotient alone decides neither side. Facts belong to the setting of the same region, activity and period, and to no other. "
      + "Indicators on which no condition rests may be missing here; the command loclearn indicators gives all."),
    el("p", {}, el("strong", {}, "Selective sources can only support. "), ONLY_SUPPORTS),
    el("h3", {}, "Indicators"), Object.values(indicators).map(indicatorPart),
    behind(`Thresholds of the profile ${DATA.profile} (${DATA.thresholds.length})`, table("", ["Threshold", "Range", "Reason", "Source"],
      DATA.thresholds.map((one) => [one.label, one.range, one.rationale, one.sources.join("; ")]))),
    behind(`Conditions and statuses (${DATA.verdictIds.length})`, table("", ["Condition", "Definition"],
      DATA.verdictIds.map((id) => [conditionLabel(id), conditionOf[id].definition]))),
    el("h3", {}, "References"), el("ul", { class: "references" }, references.map((text) => el("li", {}, reference(text)))),
    el("h3", {}, "To cite"), el("p", {}, `Cite loclearn ${DATA.version} with the profile ${DATA.profile} and the date ${DATA.date}, and the works above.`),
    copied("BibTeX", bibtex), copied("CSL-JSON", csl));
}

function indicatorPart(one) {
  const fact = (name, text) => (text ? [el("dt", {}, name), el("dd", {}, text)] : []);
  return el("div", { class: "indicator" }, el("h4", {}, one.label), el("p", {}, one.definition),
    el("dl", {}, fact("Formula", el("code", {}, one.formula)), fact("Unit", one.unit), fact("Range", one.range), fact("A higher value says", one.higher),
      fact("Missing", one.missing), fact("Decides", one.conditions.length ? list(one.conditions) : "nothing; it is only told"),
      fact("Source", one.sources.map((source) => (/^[\d.]+(P|fn)\d/.test(source) ? `Malmberg & Maskell 2005, ${source}` : source)).join("; "))));
}

function copied(name, text) {
  const area = el("textarea", { readonly: true, rows: 7, spellcheck: "false", "aria-label": `References as ${name}` });
  area.value = text;
  const done = el("span", { role: "status", class: "quiet" });
  const copy = async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(text);
      done.textContent = " Copied.";
    } catch {
      done.textContent = " Selected: copy it with Ctrl+C.";
    }
  };
  const part = behind(`References as ${name}`, el("p", {}, el("button", { type: "button", class: "plain", onclick: copy }, `Copy ${name}`), done), area);
  part.classList.add("screenonly");
  return part;
}
