// How the values of each deciding indicator are spread, with the thresholds of the profile.

const WIDTH = 640;
const HEIGHT = 200;
const LEFT = 72;
const BASE = 158;
const LETTER = 10.5; // the mean width of a bold letter on a small screen
const BINS = 32;

function chartsSection() {
  if (!DECIDING.length) return null;
  return el("section", { id: "distributions", "aria-labelledby": "distributions-title" },
    heading("distributions", "How the deciding values are spread", "Each picture counts settings by the value of one indicator. Dashed lines are the thresholds of the profile; the verdict on a setting close to a line hangs on where that line is drawn."),
    el("div", { class: "charts" }, DECIDING.map(chart)));
}

function chart(name) {
  const values = [...measured.get(name)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const scale = scaleOf(values, cutsOf(name));
  const bins = binned(values, scale);
  const known = DATA.methods.indicators[name.split("/")[0]];
  const texts = spreadTexts(name, values);
  return el("figure", {}, el("figcaption", {}, el("h3", {}, measureLabel(name)), el("p", { class: "quiet" }, known.definition)),
    histogram(bins, scale, thresholdLines(name), `${measureLabel(name)}. ${texts.join(" ")}`),
    el("ul", { class: "plainlist" }, texts.map((text) => el("li", {}, text))));
}

// Whole numbers in a small range get a bar each; skewed ones a logarithmic scale; zeros a bar of their own.
function scaleOf(values, cuts) {
  const ends = cuts.flatMap((cut) => cut.bounds.map(([, bound]) => bound));
  const low = Math.min(values[0], ...ends);
  const high = Math.max(values[values.length - 1], ...ends);
  const positive = values.find((value) => value > 0) || 1;
  if (values.every(Number.isInteger) && high - low <= 40) return { kind: "whole", low: low - 0.5, high: high + 0.5, bins: high - low + 1 };
  const middle = values[values.length >> 1];
  const logarithmic = low >= 0 && high > 12 * Math.max(middle, positive);
  if (!logarithmic) return { kind: "even", low, high: high > low ? high : low + 1, bins: BINS };
  const start = Math.log10(Math.min(positive, ...ends.filter((end) => end > 0)));
  return { kind: "log", low: start, high: Math.log10(high) + 1e-9, bins: BINS, zeros: values[0] === 0 };
}

function place(value, scale) {
  const room = WIDTH - LEFT - 8;
  const zero = scale.zeros ? room * 0.06 : 0;
  if (scale.kind === "log" && value <= 0) return LEFT + zero / 2;
  const at = scale.kind === "log" ? Math.log10(value) : value;
  return LEFT + zero + ((room - zero) * (at - scale.low)) / (scale.high - scale.low || 1);
}

function binned(values, scale) {
  const bins = Array.from({ length: scale.bins }, (_, n) => ({ n, count: 0 }));
  const zeros = { zero: true, count: 0 };
  const whole = scale.high - scale.low || 1;
  for (const value of values) {
    const at = scale.kind === "log" ? Math.log10(value) : value;
    if (scale.kind === "log" && value <= 0) zeros.count += 1;
    else bins[Math.max(0, Math.min(scale.bins - 1, Math.floor((scale.bins * (at - scale.low)) / whole)))].count += 1;
  }
  return scale.zeros ? [zeros, ...bins] : bins;
}

function binEnds(bin, scale) {
  const room = WIDTH - LEFT - 8;
  if (bin.zero) return [LEFT, LEFT + room * 0.05];
  const zero = scale.zeros ? room * 0.06 : 0;
  const step = (room - zero) / scale.bins;
  return [LEFT + zero + bin.n * step, LEFT + zero + (bin.n + 1) * step];
}

function histogram(bins, scale, lines, said) {
  const most = Math.max(...bins.map((bin) => bin.count), 1);
  const high = (n) => ((BASE - 46) * n) / most;
  const bars = bins.filter((bin) => bin.count).map((bin) => {
    const [x, right] = binEnds(bin, scale);
    return svg("rect", { x: x + 0.5, width: Math.max(1, right - x - 1), y: BASE - high(bin.count), height: high(bin.count), class: "column" });
  });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "img", "aria-label": said },
    bars, svg("line", { x1: LEFT, x2: WIDTH - 8, y1: BASE, y2: BASE, class: "axis" }),
    countAxis(most, high), ticks(scale).map((tick) => svg("text", { x: place(tick, scale), y: BASE + 17, class: "tick" }, number(tick))),
    [...new Set(lines.map((line) => line.bound))].map((bound) => thresholdLine(bound, scale)), lines.map((line, n) => thresholdText(line, scale, n)),
    scale.kind === "log" ? svg("text", { x: WIDTH - 8, y: HEIGHT - 4, class: "tick end" }, "logarithmic scale") : null);
}

function countAxis(most, high) {
  return [0, most].map((n) => svg("text", { x: LEFT - 5, y: BASE - high(n) + 4, class: "tick end" }, count(n)));
}

function ticks(scale) {
  if (scale.kind === "log") {
    const found = scale.zeros ? [0] : [];
    const step = Math.max(1, Math.ceil((scale.high - scale.low) / 6));
    for (let power = Math.ceil(scale.low); power <= scale.high; power += step) found.push(10 ** power);
    return found;
  }
  const width = scale.high - scale.low;
  const rough = width / 6;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(scale.kind === "whole" ? 1 : 0, size * [1, 2, 5, 10].find((one) => one * size >= rough));
  const found = [];
  for (let tick = Math.ceil(scale.low / step) * step; tick <= scale.high; tick += step) found.push(Number(tick.toPrecision(10)));
  return found;
}

// One text for each condition and side; those of one bound share its line.
function thresholdLines(name) {
  const texts = cutsOf(name).map((cut) => ({ bound: cut.bounds[0][1], text: `${cut.condition} ${cut.side} ${bounds(cut.bounds)}` }));
  return [...new Map(texts.map((one) => [one.text, one])).values()];
}

function thresholdLine(bound, scale) {
  const x = place(bound, scale);
  return svg("line", { x1: x, x2: x, y1: 6, y2: BASE, class: "threshold" });
}

// Texts are drawn after all lines, so that none crosses them, on the side where they fit.
function thresholdText({ bound, text }, scale, n) {
  const x = place(bound, scale);
  const wide = text.length * LETTER;
  const right = x + 5 + wide > WIDTH;
  const at = !right ? x + 5 : x - 5 > wide ? x - 5 : WIDTH;
  return svg("text", { x: at, y: 17 + 21 * n, class: right ? "cut end" : "cut" }, text);
}

function spreadTexts(name, values) {
  const cuts = cutsOf(name);
  const first = `${plural(values.length, "setting")}; median ${number(median(values))}, from ${number(values[0])} to ${number(values[values.length - 1])}.`;
  if (!cuts.length) return [first, "The profile gives its threshold no value, so it decides nothing."];
  const supported = cuts.filter((cut) => cut.side === "supported");
  return [first, ...supported.map((cut) => {
    const bound = cut.bounds[0][1];
    const inside = values.filter((value) => isWithin(cut.bounds, value)).length;
    const near = values.filter((value) => Math.abs(value - bound) <= 0.1 * Math.abs(bound)).length;
    const close = values.every(Number.isInteger) && bound < 10 ? `${count(near)} have exactly ${bound}` : `${count(near)} lie within a tenth of ${bound}`;
    return `${cut.condition}: ${count(inside)} (${share(inside, values.length)}) are ${bounds(cut.bounds)}; ${close}.`;
  })];
}
