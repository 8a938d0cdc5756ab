// What was found, at a glance: how many settings have which verdict.

function tally(id) {
  const found = [0, 0, 0, 0];
  const digits = DATA.verdicts[id];
  for (let row = 0; row < COUNT; row += 1) if (!POOLED.has(row)) found[digits.charCodeAt(row) - 48] += 1;
  return found;
}

const tallies = Object.fromEntries(DATA.verdictIds.map((id) => [id, tally(id)]));
const JUDGED = COUNT - POOLED.size;
const isDecided = (id) => tallies[id][3] < JUDGED;
const DECIDED = DATA.verdictIds.filter(isDecided);

function distinct(column) {
  return column.names.length;
}

function summarySection() {
  const silent = DATA.verdictIds.filter((id) => !isDecided(id));
  const told = { regions: distinct(DATA.settings.region), activities: distinct(DATA.settings.activity), periods: DATA.settings.period.names };
  return el("section", { id: "overview", "aria-labelledby": "overview-title" },
    heading("overview", "What was found"),
    el("p", { class: "lead" }, el("strong", {}, plural(COUNT, "local setting")),
      ` in ${plural(told.regions, "region")}, ${plural(told.activities, "activity", "activities")}`,
      told.periods.length ? ` and ${plural(told.periods.length, "period")} (${periodRange(told.periods)})` : "",
      ", judged against the conditions of localized learning of Malmberg and Maskell (2005)."),
    el("p", {}, "A setting is one region, one activity and one period. A verdict says what the data do to a condition: ",
      VALUES.map((value, n) => [n ? ", " : "", sign(value), ` ${value}`, { supported: " (only for it)", contested: " (for and against)", opposed: " (only against it)", unknown: " (neither)" }[value]]),
      ". Missing data never count against a condition."),
    el("p", { class: "lead" }, statusLine()),
    DECIDED.length ? tallyTable() : el("p", { class: "note" }, "Nothing in these tables decides any condition."),
    silent.length ? silentNote(silent) : null,
    POOLED.size ? el("p", { class: "quiet" }, `${plural(POOLED.size, "case")} that stand for several places are shown and not counted here.`) : null);
}

function statusLine() {
  const statuses = DATA.verdictIds.filter((id) => conditionOf[id].kind === "Status");
  const found = statuses.filter((id) => tallies[id][0]).map((id) => `${conditionLabel(id)} in ${count(tallies[id][0])}`);
  return found.length ? `Supported statuses: ${found.join("; ")}.`
    : "No status is supported in any setting: what these tables hold decides single conditions only.";
}

function periodRange(names) {
  return names.length === 1 ? names[0] : `${names[0]} to ${names[names.length - 1]}`;
}

function silentNote(ids) {
  const names = ids.map(conditionLabel);
  return behind(`Nothing here decides ${ids.length} others`,
    el("p", {}, `${list(names)}. They stay unknown, which is no finding: other tables or studies may decide them.`));
}

function tallyTable() {
  const rows = DECIDED.map((id) => {
    const found = tallies[id];
    return [el("span", {}, el("strong", {}, id), ` ${conditionOf[id].label}`), tallyBar(found), ...found.map(count)];
  });
  const caption = `Settings by verdict, profile ${DATA.profile}`;
  return table(caption, ["Condition or status", "Share of settings", ...VALUES.map((value) => [el("span", {}, sign(value), el("span", { class: "word" }, ` ${value}`)), "number"])], rows);
}

function tallyBar(found) {
  const said = VALUES.map((value, n) => `${value} ${share(found[n], JUDGED)}`).join(", ");
  const parts = VALUES.map((value, n) => (found[n]
    ? el("i", { class: `part ${value}`, style: `flex-grow:${found[n]}` }, found[n] / JUDGED > 0.06 ? GLYPHS[value] : "") : null));
  return el("div", { class: "bar", role: "img", "aria-label": said, title: said }, parts.filter(Boolean));
}
