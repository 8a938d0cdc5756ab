// The map: regions as outlines or points, by verdict or by the value of an indicator.

const view = { x: 0, y: 0, size: 1 };

function mapSection() {
  if (!DECIDED.length && !MEASURES.length) return null;
  startMap();
  const section = el("section", { id: "map", "aria-labelledby": "map-title" }, heading("map", "Where"),
    mapTools(), el("div", { id: "map-body" }), el("p", { id: "map-said", class: "said", role: "status" }));
  setTimeout(drawMap);
  return section;
}

function startMap() {
  const [activities, periods] = [DATA.settings.activity.names, DATA.settings.period.names];
  drawnMap.period = periods[periods.length - 1] || "";
  drawnMap.activity = activities.length === 1 ? activities[0] : "";
  const layers = [...[...DECIDED].sort((one, two) => variety(two) - variety(one)), ...DECIDING];
  drawnMap.layer = layers.find(differs) || layers[0] || MEASURES[0];
}

// Whether the regions differ by a layer.
function differs(layer) {
  drawnMap.layer = layer;
  const values = [...regionValues().values()].map((one) => one.value).filter((value) => !Number.isNaN(value));
  return new Set(values).size > 1;
}

// How much the verdicts on a condition differ (entropy): the map opens on what differs most.
function variety(id) {
  return tallies[id].filter(Boolean).reduce((sum, n) => sum - (n / JUDGED) * Math.log(n / JUDGED), 0);
}

function mapTools() {
  const redraw = (name) => (value) => {
    drawnMap[name] = value;
    drawMap();
  };
  const layers = [...DECIDED.map((id) => [id, conditionLabel(id)]), ...MEASURES.map((name) => [name, measureLabel(name)])];
  const activities = DATA.settings.activity.names;
  const all = [["", "all, counted together"], ...activities.map((name) => [name, activityName(name)])];
  const periods = DATA.settings.period.names.map((name) => [name, name]);
  return el("div", { class: "tools" }, choice("Show", layers, redraw("layer"), drawnMap.layer),
    activities.length > 1 ? choice("Activity", all, redraw("activity"), drawnMap.activity) : null,
    periods.length > 1 ? choice("Period", periods, redraw("period"), drawnMap.period) : null);
}

function drawMap() {
  const values = regionValues();
  const numbers = [...values.values()].filter((one) => one.kind === "number").map((one) => one.value);
  const breaks = breaksOf(numbers);
  const there = Object.keys(DATA.map.regions);
  const body = document.getElementById("map-body");
  document.getElementById("map-said").textContent = "";
  body.replaceChildren(...[el("div", { class: "mapgrid" },
    there.length ? drawing(values, breaks) : null,
    el("div", {}, legend(values, breaks, numbers), elsewhere(values, breaks, there.length)))]);
}

function elsewhere(values, breaks, onMap) {
  const codes = DATA.map.elsewhere.filter((code) => values.has(code));
  if (!codes.length) return null;
  const far = new Set(DATA.map.far || []);
  const why = !onMap ? "No coordinates of these regions were given; here they are as tiles. For a map, fill lat and lon in the table regions, or give outlines or a table of points with --geojson."
    : `${plural(codes.length, "region")} not on the map: ${far.size ? "far from the others, or " : ""}without coordinates.`;
  return el("div", {}, el("p", { class: "quiet" }, why), tiles(codes, values, breaks, chooseRegion));
}

function legend(values, breaks, numbers) {
  const kinds = new Set([...values.values()].map((one) => classOf(one, breaks)));
  const items = VALUES.filter((value) => kinds.has(value)).map((value) => [value, value]);
  if (numbers.some((one) => !Number.isNaN(one))) items.push(...classNames(breaks, numbers));
  const title = conditionOf[drawnMap.layer] && numbers.length ? `${conditionLabel(drawnMap.layer)}: settings in which it is supported`
    : conditionOf[drawnMap.layer] ? conditionLabel(drawnMap.layer)
      : measureLabel(drawnMap.layer) + ([...values.values()].some((one) => one.rows.length > 1) ? ", median of the settings" : "");
  return el("div", { class: "legend" }, el("h3", {}, title), el("ul", {}, items.map(([name, text]) =>
    el("li", {}, el("i", { class: `swatch ${name}`, "aria-hidden": "true" }, GLYPHS[name] || ""), text))));
}

function drawing(values, breaks) {
  const codes = Object.keys(DATA.map.regions);
  const marks = codes.map((code) => mark(code, values.get(code), breaks));
  const picture = svg("svg", { class: "regions", role: "group", tabindex: "-1", "aria-label": `Map of ${codes.length} regions; arrow keys move, Enter chooses` }, marks);
  const host = el("div", { class: "picture" }, picture, zoomButtons(picture));
  roving(picture, ".mark", nearest);
  startView(picture);
  return host;
}

function mark(code, found, breaks) {
  const { at, rings } = DATA.map.regions[code];
  const text = `${namedRegion(code)}. ${found ? found.text : "no setting"}`;
  const kind = classOf(found, breaks);
  const shape = rings.length ? svg("path", { d: rings.map(ringPath).join(""), class: "outline" })
    : svg("circle", { cx: at[0], cy: at[1], r: 1, class: "dot" });
  const glyph = found && found.kind === "verdict" ? svg("text", { x: at[0], y: at[1], class: "glyph", "aria-hidden": "true" }, GLYPHS[found.value]) : null;
  return svg("g", { class: `mark ${kind}`, role: "button", tabindex: "-1", "aria-label": text, "data-code": code,
    onclick: () => chooseRegion(code) }, svg("title", {}, text), shape, glyph);
}

function ringPath(steps) {
  const parts = [];
  for (let n = 2; n < steps.length; n += 2) parts.push(`${steps[n]} ${steps[n + 1]}`);
  return `M${steps[0]} ${steps[1]}l${parts.join(" ")}z`;
}

// The window on the map: dragged, or moved by buttons; signs keep their size on the screen.
function startView(picture) {
  const pad = Math.max(DATA.map.width, DATA.map.height) * 0.04 + 1;
  Object.assign(view, { x: -pad, y: -pad, size: 1, width: DATA.map.width + 2 * pad, height: DATA.map.height + 2 * pad });
  picture.style.aspectRatio = String(Math.max(0.6, Math.min(2, view.width / view.height)));
  let from = null;
  picture.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY]; });
  picture.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const scale = view.width / view.size / picture.clientWidth;
    view.x -= (event.clientX - from[0]) * scale;
    view.y -= (event.clientY - from[1]) * scale;
    from = [event.clientX, event.clientY];
    showView(picture);
  });
  showView(picture);
}

function showView(picture) {
  const [width, height] = [view.width / view.size, view.height / view.size];
  picture.setAttribute("viewBox", `${view.x} ${view.y} ${width} ${height}`);
  const unit = Math.max(width, height) / 520;
  const few = Object.keys(DATA.map.regions).length < 80;
  for (const dot of picture.querySelectorAll(".dot")) dot.setAttribute("r", unit * (few ? 9 : 6));
  for (const text of picture.querySelectorAll(".glyph")) text.setAttribute("font-size", unit * (few ? 15 : 11));
}

function zoomButtons(picture) {
  const zoom = (factor) => () => {
    const before = [view.width / view.size, view.height / view.size];
    view.size = factor ? Math.min(32, Math.max(1, view.size * factor)) : 1;
    if (!factor) Object.assign(view, { x: -(view.width - DATA.map.width) / 2, y: -(view.height - DATA.map.height) / 2 });
    else {
      view.x += (before[0] - view.width / view.size) / 2;
      view.y += (before[1] - view.height / view.size) / 2;
    }
    showView(picture);
  };
  const one = (text, name, factor) => el("button", { type: "button", class: "plain", "aria-label": name, onclick: zoom(factor) }, text);
  return el("div", { class: "zoom" }, one("+", "Zoom in", 1.6), one("−", "Zoom out", 1 / 1.6), one("⟲", "Whole map", 0));
}

function chooseRegion(code) {
  const found = regionValues().get(code);
  const said = document.getElementById("map-said");
  const rows = found ? found.rows : [];
  const open = rows.length === 1 ? button("Open its sheet", () => openSheet(rows[0])) : null;
  const many = button(`Show its settings in the table`, () => {
    setFilter({ region: code, period: rows.every(period) ? drawnMap.period : "" });
    document.getElementById("settings").scrollIntoView();
    document.getElementById("settings-title").focus({ preventScroll: true });
  });
  said.replaceChildren(el("strong", {}, namedRegion(code)), `: ${found ? found.text : "no setting"}. `,
    ...[open, open ? " · " : null, many].filter(Boolean));
}
