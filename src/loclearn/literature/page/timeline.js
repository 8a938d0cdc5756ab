// Works by year, stacked by what they are cited for.

const STACK = ["argument", "both", "criticism", "mentioned", "evidence"];

function timelineTab() {
  const bins = DATA.timeline;
  const most = Math.max(1, ...bins.map((bin) => Object.values(bin.works).flat().length));
  const [width, height, left, floor] = [1120, 430, 40, 380];
  const step = (width - left - 10) / Math.max(1, bins.length);
  const up = (floor - 20) / most;
  const every = Math.ceil(44 / step);
  const bars = bins.map((bin, n) => bar(bin, left + n * step, Math.max(3, step - 3), floor, up));
  const labels = bins.map((bin, n) => (n === 0 || (bin.from % every === 0 && n * step > 90)
    ? svg("text", { x: left + n * step + (n === 0 ? -20 : step / 2), y: floor + 20,
      "text-anchor": n === 0 ? "start" : "middle" }, bin.label) : null));
  const lines = ticks(most).map((count) => svg("g", {},
    svg("line", { class: "axis", x1: left, x2: width, y1: floor - count * up, y2: floor - count * up }),
    svg("text", { x: left - 8, y: floor - count * up + 4, "text-anchor": "end" }, String(count))));
  const picture = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "group",
    style: `min-width:${width * 0.93}px;max-width:1400px`, "aria-label": "Works by year. Arrow keys move, Enter lists the works." },
  hatches(), lines, bars, labels, svg("text", { x: width / 2, y: height - 6, "text-anchor": "middle" }, "year of the work"));
  roving(picture, ".bar", along);
  return el("div", {}, el("h2", {}, "When the works were written"),
    el("p", {}, "A bar counts works of one year. Choose it for their names."),
    el("ul", { class: "swatches" }, STACK.map((camp) => el("li", {}, swatch(camp), CAMPS[camp]))),
    el("div", { class: "scroll" }, picture),
    behind("The timeline as a table", table("Works by year.", ["Years", ...STACK.map((camp) => [CAMPS[camp], "number"]), "Works"],
      bins.filter((bin) => Object.keys(bin.works).length).map((bin) => [bin.label,
        ...STACK.map((camp) => (bin.works[camp] || []).length || ""),
        Object.values(bin.works).flat().map(workLabel).join("; ")]))));
}

function bar(bin, x, width, floor, up) {
  let y = floor;
  const parts = STACK.filter((camp) => bin.works[camp]).map((camp) => {
    const tall = bin.works[camp].length * up;
    y -= tall;
    return svg("rect", { x, y, width, height: Math.max(1, tall - 1), fill: `url(#h-${camp})` });
  });
  const keys = STACK.flatMap((camp) => bin.works[camp] || []);
  if (!keys.length) return null;
  const text = `${bin.label}: ${plural(keys.length, "work")}`;
  return svg("g", { class: "bar", tabindex: "-1", role: "button", "aria-label": text,
    onclick: () => listWorks(text, keys) }, svg("title", {}, text), parts);
}

function ticks(most) {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((one) => most / one <= 6) || most;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
}

// A hatching for each camp beside its colour, for readers who do not see colours.
const HATCH = { argument: "", criticism: "M0,8L8,0", both: "M0,4H8M4,0V8", mentioned: "M1,1h2v2h-2z", evidence: "M0,4H8" };

function pattern(id, camp) {
  return svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: 8, height: 8, style: `fill:var(--${camp})` }),
    svg("path", { d: HATCH[camp], style: "stroke:var(--paper);stroke-width:1.3;fill:none" }));
}

function hatches() {
  return svg("defs", {}, STACK.map((camp) => pattern(`h-${camp}`, camp)));
}

function swatch(camp) {
  return svg("svg", { width: 22, height: 16, "aria-hidden": "true" },
    svg("defs", {}, pattern(`s-${camp}`, camp)), svg("rect", { width: 22, height: 16, fill: `url(#s-${camp})` }));
}
