// The data are columns; a setting is a number. Here are the questions that others ask of them.

const VALUES = ["supported", "contested", "opposed", "unknown"];
const COUNT = DATA.settings.region.at.length;
const POOLED = new Set(DATA.settings.pooled);
const conditionOf = Object.fromEntries(DATA.conditions.map((one) => [one.id, one]));
const seen = DATA.observations;

function cell(column, row) {
  const at = column.at[row];
  return at < 0 ? null : column.names[at];
}

const region = (row) => cell(DATA.settings.region, row);
const activity = (row) => cell(DATA.settings.activity, row);
const period = (row) => cell(DATA.settings.period, row);

// A case goes by its own id, any other setting by its three parts.
function settingId(row) {
  const known = DATA.cases[row];
  return known ? known.id : [region(row), activity(row), period(row) || ""].join("|");
}

function verdictCode(row, id) {
  return DATA.verdicts[id].charCodeAt(row) - 48;
}

function verdict(row, id) {
  return VALUES[verdictCode(row, id)];
}

function contestedInputs(row, id) {
  const column = DATA.contested.of[id];
  const place = column ? column.rows.indexOf(row) : -1;
  return place < 0 ? [] : DATA.contested.names[column.at[place]].split(";");
}

// The setting of each observation, and the first observation of each setting.
function starts(steps) {
  const at = new Uint32Array(steps.length);
  const first = new Uint32Array(COUNT + 1);
  let row = 0;
  steps.forEach((step, n) => {
    row += step;
    at[n] = row;
    first[row + 1] += 1;
  });
  for (let n = 0; n < COUNT; n += 1) first[n + 1] += first[n];
  return { at, first };
}

const { at: settingOfObservation, first: firstObservation } = starts(seen.steps);
const capabilities = new Map(seen.capability);
const pValues = new Map(seen.p);

function observation(n) {
  return {
    id: "an observation", hasIndicator: cell(seen.indicator, n), hasCoverage: cell(seen.coverage, n),
    value: seen.value[n], inputs: seen.inputs[n],
    ...(capabilities.has(n) ? { ofCapability: capabilities.get(n) } : {}),
    ...(pValues.has(n) ? { pValue: pValues.get(n) } : {}),
  };
}

function observationsOf(row) {
  const found = [];
  for (let n = firstObservation[row]; n < firstObservation[row + 1]; n += 1) found.push(observation(n));
  return [...found, ...factsOf(row, "hasObservation")];
}

const factsBySetting = new Map();
for (const [row, link, fact] of DATA.facts) {
  if (!factsBySetting.has(row)) factsBySetting.set(row, []);
  factsBySetting.get(row).push([link, fact]);
}

function factsOf(row, link) {
  return (factsBySetting.get(row) || []).filter(([kind]) => kind === link).map(([, fact]) => fact);
}

// One measure: an indicator, or the quotient of one kind of capability.
function measureName(n) {
  const name = cell(seen.indicator, n);
  return capabilities.has(n) ? `${name}/${capabilities.get(n)}` : name;
}

const measured = new Map();
for (let n = 0; n < settingOfObservation.length; n += 1) {
  const name = measureName(n);
  if (!measured.has(name)) measured.set(name, new Float64Array(COUNT).fill(NaN));
  measured.get(name)[settingOfObservation[n]] = seen.value[n];
}
// Indicators on which a verdict may rest come first; the others are only told.
const decides = (name) => {
  const known = DATA.methods.indicators[name.split("/")[0]];
  return Boolean(known && known.conditions.length);
};
const DECIDING = [...measured.keys()].sort().filter(decides);
const MEASURES = [...DECIDING, ...[...measured.keys()].sort().filter((name) => !decides(name))];

// The numbers of the settings that lie before one in time, of the same region and activity.
const phases = new Map();
for (let row = 0; row < COUNT; row += 1) {
  if (DATA.cases[row] || !period(row)) continue;
  const key = `${region(row)}|${activity(row)}`;
  if (!phases.has(key)) phases.set(key, []);
  phases.get(key).push(row);
}

function earlierOf(row) {
  if (DATA.cases[row]) return DATA.cases[row].earlier;
  const ends = (other) => [period(other).slice(0, 4), period(other).slice(-4)].join();
  return (phases.get(`${region(row)}|${activity(row)}`) || [])
    .filter((other) => period(row) && ends(other) < ends(row));
}

function cutsOf(measure) {
  const [indicator, capability] = measure.split("/");
  return DATA.cuts.filter((cut) => cut.indicator === indicator
    && (!capability || !cut.capability || cut.capability === capability));
}

function isWithin(bounds, number) {
  return bounds.every(([sign, bound]) => ({ ">=": number >= bound, ">": number > bound,
    "<=": number <= bound, "<": number < bound })[sign]);
}
