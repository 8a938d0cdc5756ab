// Which settings are chosen, and in which order: the table, the map and the sheet share it.

const filter = { text: "", period: "", condition: "", value: "", region: "" };
const order = { column: "supported", down: true };
let chosenRows = [];
const filterListeners = [];

function whenFiltered(listener) {
  filterListeners.push(listener);
}

function setFilter(changes) {
  Object.assign(filter, changes);
  chosenRows = sortedRows(allRows().filter(passes));
  for (const listener of filterListeners) listener();
}

function sortBy(column) {
  const text = ["region", "activity", "period"].includes(column);
  order.down = order.column === column ? !order.down : !text;
  order.column = column;
  setFilter({});
}

const allRows = () => Array.from({ length: COUNT }, (_, row) => row);

function plainText(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

const searchTexts = allRows().map((row) =>
  plainText([settingId(row), placeName(row), activityName(activity(row) || "")].join(" ")));

function passes(row) {
  if (filter.region && !(region(row) || "").split(";").includes(filter.region)) return false;
  if (filter.period && period(row) !== filter.period) return false;
  if (filter.condition && filter.value && verdict(row, filter.condition) !== filter.value) return false;
  const words = plainText(filter.text).split(/\s+/).filter(Boolean);
  return words.every((word) => searchTexts[row].includes(word));
}

const TALLIED = DATA.verdictIds.filter((id) => conditionOf[id].kind === "Condition");
const supportedCount = Uint8Array.from(allRows(), (row) =>
  TALLIED.reduce((sum, id) => sum + (verdictCode(row, id) === 0 ? 1 : 0), 0));

// What a column sorts by: a number or a text for each row.
function keyOf(column) {
  if (column === "region") return placeName;
  if (column === "activity") return (row) => activity(row) || "";
  if (column === "period") return (row) => period(row) || "";
  if (column === "supported") return (row) => supportedCount[row];
  if (conditionOf[column]) return (row) => -verdictCode(row, column);
  return (row) => measured.get(column)[row];
}

// What is missing comes last in either direction; equals keep the order of the tables.
function sortedRows(rows) {
  const keys = rows.map(keyOf(order.column));
  const way = order.down ? -1 : 1;
  const places = rows.map((_, n) => n);
  places.sort((one, two) => compare(keys[one], keys[two], way) || one - two);
  return places.map((place) => rows[place]);
}

function compare(one, two, way) {
  const lost = [one, two].map((key) => key === "" || Number.isNaN(key));
  if (lost[0] || lost[1]) return lost[0] - lost[1];
  return one === two ? 0 : way * (one < two ? -1 : 1);
}
