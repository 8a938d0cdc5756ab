// How firm verdicts are: what flips when one threshold is moved over its range, the others staying.

const firm = DATA.firmness;
const turning = firm.rows;
const FIRM_SHOWN = 100;
const ON_PAPER_FIRM = 25;

// What one verdict becomes, beyond the nearest value at which it flips.
function turn(n) {
  const threshold = firm.thresholds[turning.threshold[n]];
  const row = turning.setting[n];
  return { row, condition: turning.condition[n], threshold, flips: turning.flips[n], turns: turning.turns[n], holds: turning.holds[n] };
}

const turnsOf = Map.groupBy
  ? Map.groupBy(turning.setting.keys(), (n) => turning.setting[n])
  : turning.setting.reduce((all, row, n) => all.set(row, [...(all.get(row) || []), n]), new Map());

function range(threshold) {
  return el("span", { class: "whole" }, `${number(threshold.low)} to ${number(threshold.high)}${threshold.ours ? " *" : ""}`);
}

// A flip next to the profile's value must not look like it.
function flipText(value) {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

function conditionName(id) {
  return `${id} ${conditionOf[id].label}`;
}

function turnLine(one) {
  return [el("span", {}, sign(verdict(one.row, one.condition)), ` ${conditionName(one.condition)}`), one.threshold.label,
    number(one.threshold.at), flipText(one.flips), el("span", {}, sign(one.turns), ` ${one.turns}`), share(one.holds, 1)];
}

const TURN_HEADS = ["Verdict", "Threshold", ["Profile", "number"], ["Flips at", "number"], "Becomes", ["Holds in", "number"]];

function countLine([id, place, verdicts, flips, least]) {
  const threshold = firm.thresholds[place];
  return [conditionName(id), threshold.label, count(flips), share(flips, verdicts), number(threshold.at), range(threshold), share(least, 1)];
}

const COUNT_HEADS = ["Condition or status", "Threshold", ["Verdicts that flip", "number"], ["of all", "number"], ["Profile", "number"], "Moved over", ["The least firm verdict holds in", "number"]];

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
  const others = firm.counts.some(([, , , flips]) => !flips);
  return el("section", { id: "firmness", "aria-labelledby": "firmness-title" },
    heading("firmness", "How firm the verdicts are",
      `One at a time, ${plural(firm.thresholds.length, "threshold")} of the profile ${firm.thresholds.length === 1 ? "was" : "were"} moved over the range that the literature gives, or over a span of ours where no source gives one. A verdict that holds in the whole range does not hang on where that line was drawn; “holds in” is the share of the range in which it stays as it is.`),
    moved.length ? table("Verdicts that flip, by threshold (* no source gives a range: the span is ours)", COUNT_HEADS, moved.map(countLine)) : null,
    el("p", {}, moved.length ? (others ? "No verdict on another condition or status flips, nor one of these with another of the moved thresholds." : "") : "No verdict flips, wherever these thresholds are set."),
    el("p", { class: "quiet" }, `${plural(firm.still.length, "threshold")} without a range stayed where the profile has them: the page does not say how firm a verdict is that rests on one of them alone.`),
    moved.length ? behind(turning.holds.length > FIRM_SHOWN ? `The ${FIRM_SHOWN} least firm verdicts` : "All verdicts that flip, least firm first",
      el("div", { class: "firmest" }, table("", ["Setting", ...TURN_HEADS], leastFirm())),
      turning.holds.length > ON_PAPER_FIRM ? el("p", { class: "quiet papernote" }, `On paper the first ${ON_PAPER_FIRM}; the others stand in the file itself.`) : null) : null,
    behind(`Thresholds that were moved (${firm.thresholds.length})`, table("* no source gives a range: the span is ours", ["Threshold", ["Profile", "number"], "Moved over", "Why"],
      firm.thresholds.map((one) => [one.label, number(one.at), range(one), `${one.why} (${list(one.sources)})`]))),
    behind(`Thresholds that were not moved (${firm.still.length})`, table("", ["Threshold", "Profile", "Why"],
      firm.still.map(([label, ranges, why]) => [label, stillText(ranges), why]))));
}

// A range that no number is in stands for a threshold without a value.
function stillText(ranges) {
  const empty = ranges.some(([sign_, low]) => sign_ === ">" && ranges.some(([other, high]) => other === "<" && high <= low));
  return empty || !ranges.length ? "no value" : el("span", { class: "whole" }, bounds(ranges));
}

// The verdicts of one setting that flip, for its sheet.
function firmnessOf(row) {
  const mine = turnsOf.get(row) || [];
  return mine.length ? [el("h3", {}, "How firm"), table("", TURN_HEADS, mine.map((n) => turnLine(turn(n))))] : [];
}
