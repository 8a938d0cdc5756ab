// The networks of the corpus that the user brought.

const KIND_TEXT = {
  "co-citation": "Co-citation: works stand near each other when others cite them together.",
  coupling: "Bibliographic coupling: works stand near each other when they cite the same.",
  citation: "Direct citation: a line joins a work with one that it cites.",
};
const CLUSTERS = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#BBBBBB"];
const CLUSTER_MARKS = [
  (r) => svg("circle", { r }), (r) => svg("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r }),
  (r) => svg("path", { d: `M0,${-1.3 * r}L${1.2 * r},${0.9 * r}H${-1.2 * r}z` }),
  (r) => svg("path", { d: `M0,${-1.3 * r}L${1.3 * r},0L0,${1.3 * r}L${-1.3 * r},0z` }),
];

function corpusTab() {
  const host = el("div", {});
  const own = DATA.corpus;
  const draw = (kind) => host.replaceChildren(corpusView(kind));
  draw("co-citation");
  const known = Object.keys(own.known).length;
  return el("div", {}, el("h2", {}, "Your corpus"),
    el("p", {}, `${plural(own.publications, "work")} with ${plural(own.references, "reference")}; ${known} of the works stand in the graph (thick outline)`
      + (own.skipped ? `; ${plural(own.skipped, "record")} could not be read.` : ".")),
    el("div", { class: "tools" }, el("label", {}, "Network ", el("select", { onchange: (event) => draw(event.target.value) },
      Object.keys(KIND_TEXT).map((kind) => el("option", { value: kind }, kind))))), host);
}

function corpusView(kind) {
  const network = DATA.corpus.networks[kind];
  const most = Math.max(1, ...network.nodes.map((node) => node.strength));
  const view = graphView({
    name: "corpus", label: `${KIND_TEXT[kind]} Arrow keys move, Enter opens.`,
    nodes: network.nodes.map((node) => corpusNode(node, most)), open: (id) => openPublication(network, id, view),
    edges: network.links.map((link) => ({ ...link, kind: "link" })),
  });
  const shown = network.links.length < network.allLinks ? ` Of ${network.allLinks} links, the ${network.links.length} strongest are drawn.` : "";
  return el("div", {}, el("p", {}, `${KIND_TEXT[kind]} The ${network.nodes.length} strongest of ${network.whole}.${shown} Colour and shape: community.`),
    network.nodes.length ? view.host : el("p", { class: "note" }, "No such links in this corpus."),
    behind("The network as a table", table("The strongest works.", ["Work", ["Community", "number"], ["Cited in the corpus", "number"], ["Link strength", "number"], "In the graph"],
      network.nodes.map((node) => [node.label, node.cluster, node.cited, node.strength, DATA.corpus.known[node.id] ? toWork(DATA.corpus.known[node.id]) : ""]))));
}

function corpusNode(node, most) {
  const r = 4 + 8 * Math.sqrt(node.strength / most);
  const number = node.cluster - 1;
  const mark = CLUSTER_MARKS[Math.floor(number / CLUSTERS.length) % CLUSTER_MARKS.length](r);
  mark.setAttribute("class", "dot");
  mark.style.fill = CLUSTERS[number % CLUSTERS.length];
  const label = svg("text", { class: "beside", x: r + 4 }, node.label);
  const known = node.id in DATA.corpus.known;
  const group = svg("g", { class: `node${known ? " known" : ""}`, tabindex: "-1", role: "button", "data-id": node.id,
    "aria-label": `${node.label}, community ${node.cluster}, link strength ${node.strength}` },
  svg("title", {}, node.label), mark, svg("circle", { class: "ring", r: r + 3 }), label);
  return { id: node.id, x: node.x, y: node.y, half: [r, r], node: group, label, weight: node.strength };
}

function openPublication(network, id, view) {
  const node = network.nodes.find((one) => one.id === id);
  const label = Object.fromEntries(network.nodes.map((one) => [one.id, one.label]));
  const links = network.links.filter((one) => one.source === id || one.target === id).slice(0, 15);
  cameFrom = document.activeElement;
  view.focusOn(id);
  reveal([...heading(node.label, "Work of your corpus"),
    facts([["Id", node.id], ["Community", String(node.cluster)], ["Cited", `${node.cited} times in the corpus`],
      ["Links", `strength ${node.strength} in all`],
      ["In the graph", DATA.corpus.known[id] ? toWork(DATA.corpus.known[id]) : null]]),
    ...section("Strongest links on the map", links.map((one) => el("li", {},
      `${label[one.source === id ? one.target : one.source]} — ${one.strength}, ${one.normalised.toFixed(1)} times what chance gives`)))]);
}
