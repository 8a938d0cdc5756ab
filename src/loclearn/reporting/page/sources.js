// What was read, what is missing, what has no place: so that nobody has to guess.

const COVERAGES = {
  census: "all units were counted or asked: it can support and oppose",
  sample: "some units were asked: it can support, and oppose nothing",
  selective: "only what the source funds, grants or publishes: it can only support",
};

function sourcesSection() {
  const { files, tables, unplaced, warnings } = DATA.read;
  return el("section", { id: "data", "aria-labelledby": "data-title" },
    heading("data", "What was read"),
    table("Tables", ["Table", ["Rows", "number"], "Periods", "Coverage", "Missing", "Flags"], tables.map(tableRow)),
    el("ul", { class: "plainlist" }, coverages().map((name) => el("li", {}, el("strong", {}, name), `: ${COVERAGES[name] || ""}.`))),
    coverages().includes("selective") ? el("p", { class: "note" }, el("strong", {}, "Some of these sources are selective. "), ONLY_SUPPORTS) : null,
    el("h3", {}, "Rows without a region"), ...unplacedParts(unplaced),
    el("h3", {}, "What looks odd in the tables"), ...warningParts(warnings),
    behind(`Files (${files.length}) with their digests`, table("A file with the same digest is the same file.", ["File", "Kind", ["Bytes", "number"], "SHA-256"],
      files.map((one) => [one.name, one.kind, one.size, el("code", {}, one.sha256)]))),
    el("p", { class: "quiet" }, "Actors are counted here and never named."));
}

function coverages() {
  const found = new Set(DATA.read.tables.flatMap((one) => Object.keys(one.coverage || {})));
  return Object.keys(COVERAGES).filter((name) => found.has(name));
}

function tableRow(one) {
  const counts = (of) => Object.entries(of || {}).filter(([, n]) => n).map(([name, n]) => `${name}: ${count(n)}`).join("; ");
  const periods = one.periods || [];
  return [one.kind, count(one.rows), periods.length > 4 ? periodRange(periods) : periods.join(", "),
    counts(one.coverage), counts(one.missing) || "none", counts(one.flag)];
}

function unplacedParts(rows) {
  if (!rows.length) return [el("p", {}, "The folder reports no row without a region.")];
  const all = rows.reduce((sum, one) => sum + one.rows, 0);
  return [el("p", {}, `${plural(all, "row")} could not be given a region and ${all === 1 ? "is" : "are"} in no verdict.`),
    table("", ["Table", "Reason", ["Rows", "number"]], rows.map((one) => [one.table, one.reason, count(one.rows)]))];
}

function warningParts(warnings) {
  if (!warnings.length) return [el("p", {}, "Nothing odd was found.")];
  const sorts = new Map();
  for (const one of warnings) {
    const sort = `${one.where} ${one.cure}`;
    sorts.set(sort, [...(sorts.get(sort) || []), one]);
  }
  return [el("ul", {}, [...sorts.values()].map(warningSort))];
}

// Warnings of one sort together: the first in sight, the others folded.
function warningSort(ones) {
  const [first, ...others] = ones;
  const line = (one) => el("li", {}, one.found);
  return el("li", {}, el("strong", {}, first.where), `: ${first.found}. ${first.cure}`,
    others.length ? behind(`${count(others.length)} more of this sort`, el("ul", {}, others.map(line))) : null);
}
