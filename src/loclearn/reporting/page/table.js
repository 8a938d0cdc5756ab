// All settings in a table that sorts and filters; only the rows in sight are drawn.

const ROW = 31;
const MARGIN = 12;
const ON_PAPER = 60;
const COLUMNS = [
  { id: "region", name: "Region" },
  { id: "activity", name: "Activity" },
  ...(DATA.settings.period.names.length > 1 ? [{ id: "period", name: "Period" }] : []),
  { id: "supported", name: "+", title: "Number of conditions C01–C18 that are supported", said: "+ supported conditions", number: true },
  ...DECIDED.map((id) => ({ id, name: id, title: conditionOf[id].label, verdict: true })),
  ...MEASURES.map((id) => ({ id, name: measureLabel(id), title: measureLabel(id), number: true, measure: true })),
];
const TOO_WIDE = COLUMNS.length > 14; // for paper, which then leaves out the measures
const cellClass = (one) => (one.measure ? "number measure" : one.number ? "number" : one.verdict ? "value" : null);
let activeRow = 0;
let forPaper = false;

function tableSection() {
  const body = el("tbody", { id: "rows" });
  const heads = COLUMNS.map((one) => el("th", { scope: "col", class: cellClass(one), "aria-sort": "none", "data-column": one.id },
    el("button", { type: "button", onclick: () => sortBy(one.id), title: one.title || one.name, "aria-label": one.said }, one.name, el("span", { class: "arrow", "aria-hidden": "true" }))));
  const whole = el("table", { class: TOO_WIDE ? "settings wide" : "settings", "aria-rowcount": COUNT + 1, "aria-describedby": "keys" },
    el("thead", {}, el("tr", { "aria-rowindex": 1 }, heads)), body);
  const window_ = el("div", { class: "window", id: "window", onscroll: () => drawRows() }, whole);
  body.addEventListener("keydown", tableKeys);
  body.addEventListener("click", (event) => openFrom(event.target));
  whenFiltered(() => {
    activeRow = 0;
    window_.scrollTop = 0;
    drawRows();
    markSorted();
  });
  return el("section", { id: "settings", "aria-labelledby": "settings-title" },
    el("h2", { id: "settings-title", tabindex: "-1" }, "Settings, ranked"), filterTools(),
    el("p", { id: "how-many", role: "status", class: "quiet" }), window_,
    TOO_WIDE && MEASURES.length ? el("p", { class: "quiet papernote" }, "The values of the indicators are left out on paper; they stand in the file itself.") : null,
    el("p", { id: "keys", class: "quiet screenonly" }, "A click on the head of a column sorts by it; a click on a row opens its sheet with the reasons. Keys: arrows, Page Up, Page Down, Home and End move, Enter opens, Escape closes."),
    el("p", { class: "quiet" }, "* rests on a contested input. The rank by supported conditions says how much is known to be there, and nothing of how well anybody learns."));
}

function filterTools() {
  const periods = DATA.settings.period.names;
  const text = el("input", { type: "search", id: "find", placeholder: "region, code, activity …", oninput: (event) => setFilter({ text: event.target.value }) });
  const values = [["", "any verdict"], ...VALUES.map((value) => [value, `${GLYPHS[value]} ${value}`])];
  return el("div", { class: "tools" },
    el("label", { class: "choice" }, el("span", {}, "Find"), text),
    periods.length > 1 ? choice("Period", [["", "all"], ...periods.map((name) => [name, name])], (value) => setFilter({ period: value }), "") : null,
    choice("Condition", [["", "any"], ...DECIDED.map((id) => [id, conditionLabel(id)])], (value) => setFilter({ condition: value }), ""),
    choice("is", values, (value) => setFilter({ value }), ""),
    el("button", { type: "button", class: "plain", onclick: clearFilter }, "Show all"),
    el("button", { type: "button", class: "plain", onclick: saveCsv }, "Save as CSV"));
}

function clearFilter() {
  for (const one of document.querySelectorAll("#settings .tools select, #find")) one.value = "";
  setFilter({ text: "", period: "", condition: "", value: "", region: "" });
}

function markSorted() {
  document.querySelector(".settings").setAttribute("aria-rowcount", chosenRows.length + 1);
  for (const head of document.querySelectorAll("th[data-column]")) {
    const sorted = head.dataset.column === order.column;
    head.setAttribute("aria-sort", sorted ? (order.down ? "descending" : "ascending") : "none");
    head.querySelector(".arrow").textContent = sorted ? (order.down ? " ▼" : " ▲") : "";
  }
  const where = filter.region ? ` in ${regionName(filter.region)}` : "";
  document.getElementById("how-many").textContent = `${count(chosenRows.length)} of ${plural(COUNT, "setting")}${where}, sorted by ${columnTitle(order.column)}`;
}

function columnTitle(id) {
  const one = COLUMNS.find((column) => column.id === id);
  return one.verdict ? conditionLabel(id) : id === "supported" ? "supported conditions" : one.name.toLowerCase();
}

function drawRows() {
  const window_ = document.getElementById("window");
  const first = forPaper ? 0 : Math.max(0, Math.floor(window_.scrollTop / ROW) - MARGIN);
  const shown = forPaper ? ON_PAPER : Math.ceil(window_.clientHeight / ROW) + 2 * MARGIN;
  const last = Math.min(chosenRows.length, first + shown);
  const focused = document.activeElement && document.activeElement.closest && document.activeElement.closest("#rows tr");
  const rows = [];
  for (let place = first; place < last; place += 1) rows.push(tableLine(place));
  const space = (height) => (height > 0 ? el("tr", { class: "space", "aria-hidden": "true" }, el("td", { colspan: COLUMNS.length, style: `height:${height}px` })) : null);
  const rest = forPaper ? paperNote(last) : space((chosenRows.length - last) * ROW);
  document.getElementById("rows").replaceChildren(...[forPaper ? null : space(first * ROW), ...rows, rest].filter(Boolean));
  if (focused) focusRow(false);
}

function paperNote(last) {
  const more = chosenRows.length - last;
  return more > 0 ? el("tr", {}, el("td", { colspan: COLUMNS.length, class: "quiet" }, `… and ${count(more)} more in the file itself.`)) : null;
}

function tableLine(place) {
  const row = chosenRows[place];
  const cells = COLUMNS.map((one, n) => (n === 0
    ? el("th", { scope: "row" }, placeName(row), placeName(row) === region(row) ? null : el("span", { class: "code" }, ` ${region(row) || ""}`))
    : el("td", { class: cellClass(one), "data-condition": one.verdict ? one.id : null }, tableCell(row, one))));
  return el("tr", { "aria-rowindex": place + 2, "data-place": place, tabindex: place === activeRow ? "0" : "-1" }, cells);
}

// The sign of a verdict, with a star where it rests on a contested input.
function markedSign(row, id) {
  const rests = contestedInputs(row, id);
  if (!rests.length) return sign(verdict(row, id));
  return el("span", {}, sign(verdict(row, id)), el("span", { class: "rests", title: `rests on contested ${list(rests)}` }, "*"));
}

function tableCell(row, column) {
  if (column.id === "activity") return activityName(activity(row));
  if (column.id === "period") return period(row) || "";
  if (column.id === "supported") return String(supportedCount[row]);
  return column.verdict ? markedSign(row, column.id) : number(measured.get(column.id)[row]);
}

function openFrom(target) {
  const line = target.closest("tr[data-place]");
  if (!line) return;
  activeRow = Number(line.dataset.place);
  const found = target.closest("[data-condition]");
  openSheet(chosenRows[activeRow], found ? found.dataset.condition : null);
}

function tableKeys(event) {
  const page = Math.max(1, Math.floor(document.getElementById("window").clientHeight / ROW) - 2);
  const last = chosenRows.length - 1;
  const to = { ArrowDown: activeRow + 1, ArrowUp: activeRow - 1, PageDown: activeRow + page, PageUp: activeRow - page, Home: 0, End: last }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    activeRow = Math.max(0, Math.min(last, to));
    focusRow(true);
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    openSheet(chosenRows[activeRow]);
  }
}

// Bring the active row into sight and focus it; the sticky head covers one row.
function focusRow(scroll) {
  const window_ = document.getElementById("window");
  const top = activeRow * ROW;
  const room = window_.clientHeight - 2 * ROW;
  if (scroll && (top < window_.scrollTop || top > window_.scrollTop + room)) {
    window_.scrollTop = top < window_.scrollTop ? top : top - room;
    drawRows();
  }
  for (const line of document.querySelectorAll("#rows tr[data-place]")) {
    const active = Number(line.dataset.place) === activeRow;
    line.setAttribute("tabindex", active ? "0" : "-1");
    if (active) line.focus({ preventScroll: true });
  }
}

function backToTable(row) {
  const place = chosenRows.indexOf(row);
  if (place < 0) return;
  activeRow = place;
  focusRow(true);
}

function saveCsv() {
  const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const head = ["setting", "region", "activity", "period", ...DATA.verdictIds, ...MEASURES];
  const lines = chosenRows.map((row) => [settingId(row), region(row) || "", activity(row) || "", period(row) || "",
    ...DATA.verdictIds.map((id) => verdict(row, id)),
    ...MEASURES.map((name) => { const value = measured.get(name)[row]; return Number.isNaN(value) ? "" : String(value); })]);
  const text = [head, ...lines].map((cells) => cells.map(quoted).join(",")).join("\n");
  const link = el("a", { href: URL.createObjectURL(new Blob([text, "\n"], { type: "text/csv" })), download: "settings.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
