// A picture of nodes and edges: zoom, pan, keys; labels that would collide wait for more room.
// Sizes stay the same on the screen at each zoom; only distances grow.

const PAD = 34;
const forPaper = [];

// options: nodes [{id, x, y, half: [w, h], node: <g>, label: <text> or null, weight}],
// edges [{source, target, kind}], regions [{x, y, text}], name, open(id)
function graphView(options) {
  const byId = new Map(options.nodes.map((node) => [node.id, node]));
  const edges = options.edges.filter((edge) => byId.has(edge.source) && byId.has(edge.target))
    .map((edge) => ({ ...edge, path: svg("path", { class: `edge ${edge.kind}`,
      "marker-end": MARKED.includes(edge.kind) ? `url(#${options.name}-${edge.kind})` : null }) }));
  const regions = (options.regions || []).map((region) =>
    ({ ...region, node: svg("text", { class: "region" }, region.text) }));
  const picture = svg("svg", { role: "group", tabindex: "-1", "aria-label": options.label },
    svg("defs", {}, MARKED.map((kind) => marker(options.name, kind))),
    svg("g", {}, edges.map((edge) => edge.path)), svg("g", {}, regions.map((one) => one.node)),
    svg("g", {}, options.nodes.map((node) => node.node)));
  const host = el("div", { class: "graph" }, picture);
  const view = { zoom: 1, x: 0, y: 0, width: 0, height: 0 };

  function draw() {
    const at = (x, y) => [view.x + view.zoom * (PAD + x * (view.width - 2 * PAD)),
      view.y + view.zoom * (PAD + y * (view.height - 2 * PAD))];
    for (const node of options.nodes) {
      node.at = at(node.x, node.y);
      node.node.setAttribute("transform", `translate(${node.at[0].toFixed(1)} ${node.at[1].toFixed(1)})`);
    }
    for (const region of regions) {
      const [x, y] = at(region.x, region.y);
      region.node.setAttribute("x", x.toFixed(0));
      region.node.setAttribute("y", y.toFixed(0));
    }
    for (const edge of edges) edge.path.setAttribute("d", line(byId.get(edge.source), byId.get(edge.target)));
    declutter(options.nodes, regions, view.width);
  }

  let waiting = false;
  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }

  function zoomAt(factor, x = view.width / 2, y = view.height / 2) {
    const next = Math.min(12, Math.max(0.6, view.zoom * factor));
    view.x = x - (x - view.x) * (next / view.zoom);
    view.y = y - (y - view.y) * (next / view.zoom);
    view.zoom = next;
    redraw();
  }

  function reset() {
    Object.assign(view, { zoom: 1, x: 0, y: 0 });
    redraw();
  }

  function focusOn(id) {
    const near = new Set(id === null ? [] : [id]);
    for (const edge of edges) {
      const touches = id !== null && (edge.source === id || edge.target === id);
      edge.path.classList.toggle("near", touches);
      if (touches) near.add(edge.source).add(edge.target);
    }
    dim(near.size && byId.has(id) ? near : null);
    for (const node of options.nodes) node.node.classList.toggle("hit", node.id === id);
  }

  function dim(ids) {
    picture.classList.toggle("focused", ids !== null);
    for (const node of options.nodes) {
      node.near = ids !== null && ids.has(node.id);
      node.node.classList.toggle("near", node.near);
    }
    redraw();
  }

  function fit() {
    const box = host.getBoundingClientRect();
    if (!box.width) return false;
    view.x *= view.width ? box.width / view.width : 1;
    Object.assign(view, { width: box.width, height: box.height });
    return true;
  }

  new ResizeObserver(() => fit() && redraw()).observe(host);
  // On paper the picture keeps its proportions and takes the width that there is.
  forPaper.push((paper) => {
    if (fit()) draw();
    if (paper) picture.setAttribute("viewBox", `0 0 ${view.width} ${view.height}`);
    else picture.removeAttribute("viewBox");
  });
  movable(picture, view, zoomAt, redraw);
  host.append(zoomButtons(zoomAt, reset));
  picture.addEventListener("click", (event) => {
    const node = event.target.closest(".node");
    if (node && !view.dragged) options.open(node.dataset.id);
    else if (!node && !view.dragged) focusOn(null);
  });
  picture.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") zoomAt(1.3);
    else if (event.key === "-") zoomAt(1 / 1.3);
    else if (event.key === "0") reset();
  });
  const keys = roving(picture, ".node", nearest);
  return { host, focusOn, dim, redraw, goTo: (id) => byId.has(id) && keys.go(byId.get(id).node) };
}

const MARKED = ["supports", "attacks", "qualifies"];

// Support and qualification end in an arrowhead, an attack in a bar with a cross.
function marker(name, kind) {
  const shape = kind === "attacks" ? "M5,0 L5,10 M0,2 L5,5 L0,8" : "M0,1 L8,5 L0,9 z";
  return svg("marker", { id: `${name}-${kind}`, class: kind, viewBox: "-1 -1 11 12", refX: kind === "attacks" ? 5 : 8,
    refY: 5, markerWidth: 11, markerHeight: 11, orient: "auto", markerUnits: "userSpaceOnUse" },
  svg("path", { d: shape }));
}

// A line from border to border; nodes are boxes.
function line(from, to) {
  const [x1, y1] = border(from, to);
  const [x2, y2] = border(to, from);
  return `M${x1.toFixed(1)},${y1.toFixed(1)}L${x2.toFixed(1)},${y2.toFixed(1)}`;
}

function border(node, other) {
  const dx = other.at[0] - node.at[0];
  const dy = other.at[1] - node.at[1];
  const reach = Math.min(node.half[0] / (Math.abs(dx) || 1e-9), node.half[1] / (Math.abs(dy) || 1e-9), 0.5);
  return [node.at[0] + dx * reach, node.at[1] + dy * reach];
}

// Show a label where it covers nothing that is shown already; the heaviest first.
function declutter(nodes, regions, width) {
  // While some nodes are looked at, the faded ones take no room.
  const focused = nodes.some((node) => node.near);
  const taken = nodes.filter((node) => node.near || !focused).map((node) => [node.at[0] - node.half[0], node.at[1] - node.half[1],
    node.at[0] + node.half[0], node.at[1] + node.half[1], node]);
  for (const { node, text } of focused ? [] : regions) {
    const [x, y, half] = [Number(node.getAttribute("x")), Number(node.getAttribute("y")), text.length * 4.4];
    taken.push([x - half, y - 13, x + half, y + 4, null]);
  }
  const order = nodes.filter((node) => node.label)
    .sort((a, b) => Number(b.near || false) - Number(a.near || false) || b.weight - a.weight);
  for (const node of order) {
    if (!node.long) {
      node.node.classList.remove("crowded");
      node.long = node.label.getComputedTextLength();
    }
    const right = node.at[0] + node.half[0] + 3;
    const left = node.at[0] - node.half[0] - 3 - node.long;
    const free = [right, left].map((x) => [x, node.at[1] - 6.5, x + node.long, node.at[1] + 6.5])
      .find((box) => box[0] > 2 && box[2] < width - 2 && !taken.some((other) => other[4] !== node
        && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
    const outside = node.at[0] < 0 || node.at[0] > width;
    node.node.classList.toggle("crowded", !free && !outside);
    if (!free) continue;
    node.label.setAttribute("x", (free[0] - node.at[0]).toFixed(1));
    taken.push(free);
  }
}

function movable(picture, view, zoomAt, redraw) {
  let from = null;
  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    zoomAt(Math.exp(-event.deltaY * 0.0015), event.clientX - box.x, event.clientY - box.y);
  }, { passive: false });
  picture.addEventListener("pointerdown", (event) => {
    from = [event.clientX - view.x, event.clientY - view.y, event.clientX, event.clientY];
    view.dragged = false;
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    if (!view.dragged && Math.hypot(event.clientX - from[2], event.clientY - from[3]) < 5) return;
    view.dragged = true;
    view.x = event.clientX - from[0];
    view.y = event.clientY - from[1];
    redraw();
  });
  window.addEventListener("pointerup", () => { from = null; });
}

function zoomButtons(zoomAt, reset) {
  const one = (text, label, onclick) => button(text, onclick, { class: "plain", "aria-label": label, title: label });
  return el("div", { class: "zoom" }, one("+", "Zoom in", () => zoomAt(1.3)),
    one("−", "Zoom out", () => zoomAt(1 / 1.3)), one("⤢", "Show all", reset));
}
