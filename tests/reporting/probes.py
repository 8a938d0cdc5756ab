"""What tests ask of the page in its own language."""

DISAGREEING = """
const found = [];
for (let row = 0; row < report.count; row += 1)
  for (const id of report.verdictIds)
    if (report.value(row, id) !== report.verdict(row, id)) found.push([row, id]);
return found;
"""
DISAGREEING_OF_SOME = """
let [wrong, many] = [0, 0];
for (let row = 0; row < report.count; row += 3)
  for (const id of ["C01", "C04", "C11", "D2", "D3"]) {
    many += 1;
    if (report.value(row, id) !== report.verdict(row, id)) wrong += 1;
  }
return [wrong, many];
"""
EXPLAINED = """
return Array.from({ length: report.count }, (_, row) => [
  report.settingId(row), report.period(row),
  Object.fromEntries(report.verdictIds.map((id) => [id, report.explain(row, id)])),
]);
"""
OPEN_SUPPORTED = """
const rows = Array.from({ length: report.count }, (_, row) => row);
report.openSheet(rows.find((row) => report.verdict(row, "C01") === "supported"), "C01");
"""
ROW_OF = """
const rows = Array.from({ length: report.count }, (_, row) => row);
return rows.find((row) => report.settingId(row) === arguments[0]);
"""
HEADS = """
return [...document.querySelectorAll("th[data-column]")].map((head) => head.dataset.column);
"""
CELLS = """
return [...document.querySelectorAll("#rows tr[data-place]")]
  .map((row) => row.cells[arguments[0]].textContent);
"""
UNNAMED = """
const found = [];
const name = (one) => one.getAttribute("aria-label") || one.textContent.trim() || one.title
  || (one.labels && one.labels.length);
const named = "button, select, input, textarea, [role=img], [role=button], summary, a";
for (const one of document.querySelectorAll(named)) if (!name(one)) found.push(one.outerHTML);
const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
if (new Set(ids).size !== ids.length) found.push("an id twice");
let level = 0;
for (const one of document.querySelectorAll("h1, h2, h3, h4")) {
  const next = Number(one.tagName[1]);
  if (next > level + 1) found.push(one.textContent);
  level = next;
}
for (const one of document.querySelectorAll("main [aria-labelledby], [aria-describedby]")) {
  const other = one.getAttribute("aria-labelledby") || one.getAttribute("aria-describedby");
  if (!document.getElementById(other)) found.push(`no ${other}`);
}
const marks = document.querySelectorAll("h1, main, header, nav, footer").length;
if (marks !== 5) found.push("landmarks");
return found;
"""
CONTRASTS = r"""
const part = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const light = (text) => {
  const [r, g, b] = text.match(/[\d.]+/g).slice(0, 3).map((v) => part(v / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (one) => {
  for (let node = one; node; node = node.parentElement) {
    const colour = getComputedStyle(node).backgroundColor;
    if (!/, 0\)|transparent/.test(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
};
const shown = "p, th, td, .sign, summary, nav a, .tile b, dt, footer, .legend li";
return [...document.querySelectorAll(shown)].map((one) => {
  const colours = [getComputedStyle(one).color, behind(one)];
  const [high, low] = colours.map(light).sort((x, y) => y - x);
  return [(high + 0.05) / (low + 0.05), one.outerHTML.slice(0, 80)];
});
"""
FIRMNESS = """
const lines = [...document.querySelectorAll("#firmness table")[0].querySelectorAll("tbody tr")];
const found = lines.map((one) => [...one.children].map((cell) => cell.textContent));
const rows = report.data.firmness.rows;
const sheets = rows.setting.map((row, n) => [report.settingId(row), rows.condition[n],
  report.data.firmness.thresholds[rows.threshold[n]].name, rows.flips[n], rows.turns[n],
  rows.holds[n]]);
return [found, sheets];
"""
SORTING = """
const begun = performance.now();
document.querySelector('[data-column="location-quotient"] button').click();
return performance.now() - begun;
"""
