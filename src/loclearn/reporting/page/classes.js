// What the map shows of a region: one value out of its settings, and the class that it falls in.

const drawnMap = { layer: "", activity: "", period: "" };
const CLASSES = 5;

// A setting without a period is there in each; one that spans several regions is there in each.
function rowsOfRegions() {
  const found = new Map();
  for (let row = 0; row < COUNT; row += 1) {
    if (POOLED.has(row) || !region(row)) continue;
    if (drawnMap.period && period(row) && period(row) !== drawnMap.period) continue;
    if (drawnMap.activity ? activity(row) !== drawnMap.activity : isTotal(row)) continue;
    for (const code of region(row).split(";")) {
      if (!found.has(code)) found.set(code, []);
      found.get(code).push(row);
    }
  }
  return found;
}

// The row of all activities is no activity beside others.
function isTotal(row) {
  return activity(row) === "ALL" && DATA.settings.activity.names.length > 1;
}

function median(values) {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// {kind: "verdict", value} or {kind: "number", value, text}, by region.
function regionValues() {
  const found = new Map();
  for (const [code, rows] of rowsOfRegions()) found.set(code, valueOfRows(rows));
  return found;
}

function valueOfRows(rows) {
  const { layer } = drawnMap;
  const one = drawnMap.activity || DATA.settings.activity.names.length === 1;
  if (conditionOf[layer] && one && rows.length === 1) {
    const value = verdict(rows[0], layer);
    return { kind: "verdict", value, text: `${conditionLabel(layer)}: ${value}`, rows };
  }
  if (conditionOf[layer]) {
    const supported = rows.filter((row) => verdictCode(row, layer) === 0).length;
    return { kind: "number", value: supported, rows, text: `${conditionLabel(layer)}: supported in ${count(supported)} of ${count(rows.length)} settings` };
  }
  const values = rows.map((row) => measured.get(layer)[row]).filter((value) => !Number.isNaN(value));
  if (!values.length) return { kind: "number", value: NaN, rows, text: `${measureLabel(layer)}: not known` };
  const value = median(values);
  const of = values.length > 1 ? `, median of ${count(values.length)} settings` : "";
  return { kind: "number", value, rows, text: `${measureLabel(layer)}: ${number(value)}${of}` };
}

// The bounds of classes: fifths of the regions, one of them moved to the threshold.
function breaksOf(values) {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (!sorted.length) return [];
  const found = fifths(sorted);
  const threshold = thresholdOfLayer();
  if (found.length && threshold !== null && threshold > sorted[0] && threshold <= sorted[sorted.length - 1]) {
    const near = found.map((bound) => Math.abs(bound - threshold));
    found[near.indexOf(Math.min(...near))] = threshold;
  }
  return [...new Set(found)].filter((bound) => bound > sorted[0]).sort((a, b) => a - b);
}

// Where most regions have the least value, fifths of the values that occur; few values get a class each.
function fifths(sorted) {
  const distinct = [...new Set(sorted)];
  if (distinct.length <= CLASSES) return distinct.slice(1);
  const cut = (values) => [1, 2, 3, 4].map((n) => values[Math.floor((n * values.length) / CLASSES)]);
  const found = cut(sorted);
  return new Set(found.filter((bound) => bound > sorted[0])).size > 1 ? found : cut(distinct);
}

function thresholdOfLayer() {
  const several = !drawnMap.activity && DATA.settings.activity.names.length > 1;
  if (conditionOf[drawnMap.layer] || several) return null;
  const cut = cutsOf(drawnMap.layer).find((one) => one.side === "supported");
  return cut ? cut.bounds[0][1] : null;
}

function classOf(found, breaks) {
  if (!found) return "absent";
  if (found.kind === "verdict") return found.value;
  if (Number.isNaN(found.value)) return "absent";
  return `c${spread(breaks.filter((bound) => found.value >= bound).length, breaks.length)}`;
}

// Few classes use the ends of the scale.
function spread(n, most) {
  return most ? Math.round((n * (CLASSES - 1)) / most) : 2;
}

function classNames(breaks, values) {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const threshold = thresholdOfLayer();
  return [null, ...breaks].map((low, n) => {
    const mark = low !== null && low === threshold ? " (from the threshold)" : "";
    return [`c${spread(n, breaks.length)}`, rangeText(low ?? sorted[0], breaks[n], sorted[sorted.length - 1]) + mark];
  });
}

function rangeText(low, next, most) {
  if (next !== undefined) return `${number(low)} to under ${number(next)}`;
  return low === most ? number(low) : `${number(low)} to ${number(most)}`;
}
