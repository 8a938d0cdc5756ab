// How firm verdicts are when a threshold is moved. There is nothing to show without such rows.

const firm = DATA.sensitivity;
const FIRM_SHOWN = 200;

function firmRow(n) {
  const text = (name) => cell(firm[name], n);
  return { setting: text("setting"), region: text("region"), activity: text("activity"), period: text("period"),
    condition: text("condition"), value: text("value"), threshold: text("threshold"), at: firm.at[n],
    low: firm.low[n], high: firm.high[n], flips: firm.flips_at[n], holds: firm.holds_share[n] };
}

const firmRows = firm.at.map((_, n) => firmRow(n));

function firmTable(caption, rows, first) {
  const heads = [...(first ? ["Setting"] : []), "Verdict", "Threshold", ["At", "number"], ["Tried from", "number"], ["to", "number"], ["Turns at", "number"], ["Holds in", "number"]];
  return table(caption, heads, rows.map((one) => [
    ...(first ? [[one.region ? regionName(one.region) : one.setting, activityName(one.activity || ""), one.period].filter(Boolean).join(", ")] : []),
    el("span", {}, sign(one.value), ` ${one.condition}`), one.threshold, number(one.at), number(one.low), number(one.high),
    one.flips === null ? "never" : number(one.flips), one.holds === null ? "" : share(one.holds, 1)]));
}

function sensitivitySection(rows = firmRows) {
  if (!rows.length) return null;
  const weakest = [...rows].sort((one, two) => (one.holds ?? 2) - (two.holds ?? 2)).slice(0, FIRM_SHOWN);
  const turning = rows.filter((one) => one.flips !== null).length;
  return el("section", { id: "sensitivity", "aria-labelledby": "sensitivity-title" },
    heading("sensitivity", "How firm the verdicts are",
      `${count(turning)} of ${plural(rows.length, "verdict")} turn when a threshold is moved inside the range that was tried.`),
    firmTable(rows.length > FIRM_SHOWN ? `The ${FIRM_SHOWN} least firm of ${count(rows.length)}` : "Least firm first", weakest, true));
}

// The rows of one setting, for its sheet.
function firmnessOf(row) {
  const mine = firmRows.filter((one) => one.setting === settingId(row) && one.period === period(row));
  return mine.length ? [el("h3", {}, "How firm"), firmTable("", mine, false)] : [];
}
