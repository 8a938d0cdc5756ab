// How firm verdicts are: what turns when one threshold is moved over its range, the others staying.

const firm = DATA.firmness;
const turning = firm.rows;
const FIRM_SHOWN = 100;

// What one verdict becomes, beyond the nearest value at which it turns.
function turn(n) {
  const threshold = firm.thresholds[turning.threshold[n]];
  const row = turning.setting[n];
  return { row, condition: turning.condition[n], threshold, flips: turning.flips[n], turns: turning.turns[n], holds: turning.holds[n] };
}

const turnsOf = Map.groupBy
  ? Map.groupBy(turning.setting.keys(), (n) => turning.setting[n])
  : turning.setting.reduce((all, row, n) => all.set(row, [...(all.get(row) || []), n]), new Map());

function range(threshold) {
  return `${number(threshold.low)} to ${number(threshold.high)}${threshold.ours ? " (a span of ours)" : ""}`;
}

function conditionName(id) {
  return `${id} ${conditionOf[id].label}`;
}

function turnLine(one) {
  return [el("span", {}, sign(verdict(one.row, one.condition)), ` ${conditionName(one.condition)}`), one.threshold.label,
    number(one.threshold.at), number(one.flips), el("span", {}, sign(one.turns), ` ${one.turns}`), share(one.holds, 1)];
}

const TURN_HEADS = ["Verdict", "Threshold", ["Profile", "number"], ["Turns at", "number"], "Becomes", ["Holds in", "number"]];

function countLine([id, place, verdicts, flips, least]) {
  const threshold = firm.thresholds[place];
  return [conditionName(id), threshold.label, number(threshold.at), range(threshold), count(flips), share(flips, verdicts), flips ? share(least, 1) : "100 %"];
}

const COUNT_HEADS = ["Condition or status", "Threshold", ["Profile", "number"], "Moved over", ["Verdicts that turn", "number"], ["of all", "number"], ["The least firm holds in", "number"]];

function leastFirm() {
  const order = [...turning.holds.keys()].filter((n) => !POOLED.has(turning.setting[n]))
    .sort((one, two) => turning.holds[one] - turning.holds[two] || one - two).slice(0, FIRM_SHOWN);
  return order.map((n) => {
    const one = turn(n);
    return [el("button", { type: "button", class: "link", onclick: () => openSheet(one.row) }, placeName(one.row), ` ${activityName(activity(one.row) || "")} ${period(one.row) || ""}`), ...turnLine(one)];
  });
}

function firmnessSection() {
  if (!firm.counts.length) return null;
  const moved = firm.counts.filter(([, , , flips]) => flips);
  const still = firm.counts.length - moved.length;
  return el("section", { id: "firmness", "aria-labelledby": "firmness-title" },
    heading("firmness", "How firm the verdicts are",
      "Each threshold was moved over the range that the literature, or a convention of ours, gives it. A verdict that holds in the whole range does not hang on where the line was drawn."),
    moved.length ? table("Verdicts that turn, by threshold", COUNT_HEADS, moved.map(countLine)) : null,
    el("p", { class: "quiet" }, `${moved.length ? "" : "No verdict turns. "}${still} of ${plural(firm.counts.length, "pair")} of a verdict and a threshold turn nowhere.`),
    moved.length ? el("details", {}, el("summary", {}, turning.holds.length > FIRM_SHOWN ? `The ${FIRM_SHOWN} least firm verdicts` : "All verdicts that turn, least firm first"),
      table("", ["Setting", ...TURN_HEADS], leastFirm())) : null);
}

// The verdicts of one setting that turn, for its sheet.
function firmnessOf(row) {
  const mine = turnsOf.get(row) || [];
  return mine.length ? [el("h3", {}, "How firm"), table("", TURN_HEADS, mine.map((n) => turnLine(turn(n))))] : [];
}
