// The map of claims and works.

const SHAPES = {
  pill: "M-14,-11H14A11,11 0 0 1 14,11H-14A11,11 0 0 1 -14,-11z",
  box: "M-23,-11H23V11H-23z",
  hexagon: "M-17,-11H17L25,0L17,11H-17L-25,0z",
  diamond: "M0,-16L31,0L0,16L-31,0z",
  octagon: "M-18,-11H18L24,-5V5L18,11H-18L-24,5V-5z",
  slant: "M-17,-11H26L17,11H-26z",
  tag: "M-23,-11H17L25,0L17,11H-23L-17,0z",
};
const DARK_FILLS = ["#0072B2"];

function shape(element, outline, scale = 1) {
  return svg("path", { d: SHAPES[element.shape], fill: element.colour, class: `o-${outline}`,
    transform: scale === 1 ? null : `scale(${scale})` });
}

function claimNode(claim, [x, y]) {
  const element = elementOf[claim.element];
  const outline = DATA.outlines[claim.id] || "none";
  const node = svg("g", { class: "node claim", tabindex: "-1", role: "button", "data-id": claim.id,
    "aria-label": `Claim ${claim.id}, ${element.label}: ${claim.statement}` },
  svg("title", {}, `${claim.id}: ${claim.statement}`), shape(element, outline),
  svg("rect", { class: "ring", x: element.shape === "diamond" ? -35 : -29, y: -18, width: element.shape === "diamond" ? 70 : 58, height: 36, rx: 8 }),
  svg("text", { class: "tag", style: `fill:${DARK_FILLS.includes(element.colour) ? "#fff" : "#111"}` }, claim.id));
  const half = element.shape === "diamond" ? [27, 13] : [25, 12];
  return { id: claim.id, x, y, half, node, label: null, weight: 1e6 };
}

function workNode(key, [x, y]) {
  const work = DATA.works[key];
  const label = svg("text", { class: "beside", x: 10 }, work.label);
  const node = svg("g", { class: `node work camp-${work.camp}`, tabindex: "-1", role: "button", "data-id": key,
    "aria-label": `Work ${work.label}: ${work.title}; ${CAMPS[work.camp]}` },
  svg("title", {}, `${work.label}: ${work.title}`), workDot(work.camp),
  svg("circle", { class: "ring", r: 9 }), label);
  return { id: key, x, y, half: [6, 6], node, label, weight: stancesOfWork.of(key).length };
}

// Round when cited for the argument, square for a criticism, both when for both.
function workDot(camp) {
  const colour = `fill:var(--${camp === "none" ? "mentioned" : camp})`;
  if (camp === "criticism") return svg("rect", { class: "dot", x: -5, y: -5, width: 10, height: 10, style: colour });
  if (camp === "both") return svg("path", { class: "dot", d: "M0,-7L7,0L0,7L-7,0z", style: colour });
  return svg("circle", { class: "dot", r: camp === "mentioned" ? 4 : 5.2, style: colour });
}

function mapTab() {
  const nodes = [
    ...Object.entries(DATA.map.works).map(([key, place]) => workNode(key, place)),
    ...Object.entries(DATA.map.claims).map(([id, place]) => claimNode(DATA.claims[id], place)),
  ];
  const view = graphView({
    name: "map", label: "Map of claims and works. Arrow keys move, Enter opens, plus and minus zoom.",
    nodes, edges: DATA.map.edges, open: (id) => show(DATA.claims[id] ? "claim" : "work", id),
    regions: DATA.map.elements.map((one) => ({ x: one.x, y: one.y, text: one.label })),
  });
  whenShown((kind, id) => view.focusOn(id));
  whenSearched((ids) => view.dim(ids));
  return el("div", {}, el("h2", {}, "Who claims what, and what speaks for and against it"),
    el("div", { class: "mapgrid" }, legend(view), view.host),
    behind("The map as tables", claimTable(), workTable()));
}

function legend(view) {
  const icon = (...inside) => svg("svg", { width: 44, height: 24, viewBox: "-32 -15 64 30", "aria-hidden": "true" }, inside);
  const pressed = (event, ids) => {
    const on = event.currentTarget.getAttribute("aria-pressed") !== "true";
    for (const other of event.currentTarget.closest(".legend").querySelectorAll("[aria-pressed]")) {
      other.setAttribute("aria-pressed", "false");
    }
    event.currentTarget.setAttribute("aria-pressed", String(on));
    view.dim(on ? new Set(ids) : null);
  };
  const element = (one) => el("li", {}, el("button", { type: "button", "aria-pressed": "false",
    onclick: (event) => pressed(event, claims.filter((c) => c.element === one.id).map((c) => c.id)) },
  icon(shape(one, "none")), `${one.label} (${one.claims})`));
  const outline = (name, text) => el("li", {}, el("label", {}, icon(shape({ shape: "box", colour: "#BBBBBB" }, name)), text));
  const edge = (kind, text) => el("li", {}, el("label", {}, el("input", { type: "checkbox", checked: true,
    onchange: (event) => view.host.querySelectorAll(`.edge.${kind}`).forEach((path) => {
      path.style.display = event.target.checked ? "" : "none";
    }) }), icon(svg("path", { class: `edge ${kind}`, style: "opacity:1", d: "M-30,0H24",
    "marker-end": kind === "cited" ? null : `url(#map-${kind})` })), text));
  const dot = (camp, text) => el("li", {}, el("label", {}, icon(svg("g", { class: "node" }, workDot(camp))), text));
  return el("div", { class: "legend", role: "group", "aria-label": "Legend" },
    el("h3", {}, "Claims: part of the theory"), el("ul", {}, DATA.map.elements.map(element)),
    el("h3", {}, "Outline: what works make of it"), el("ul", {}, outline("supports", "supported"),
      outline("disputes", "disputed"), outline("both", "supported and disputed"),
      outline("mentions", "only mentioned"), outline("none", "no work bears on it")),
    el("h3", {}, "Works"), el("ul", {}, ["argument", "criticism", "both", "mentioned"].map((camp) => dot(camp, CAMPS[camp]))),
    el("h3", {}, "Lines (choose)"), el("ul", {}, edge("supports", "supports"), edge("attacks", "attacks"),
      edge("qualifies", "qualifies"), edge("cited", "work cited for a claim")));
}

function claimTable() {
  return table("Claims, with where they stand and what works make of them.",
    ["Claim", "Statement", "Where", "Element", "Works make of it", "Relations"],
    claims.map((one) => [toClaim(one.id), one.statement, one.locator, words(one.element),
      DATA.outlines[one.id] || "no work", RELATIONS.flatMap(([name]) =>
        one[name].map((other) => `${name} ${other}`)).join("; ")]));
}

function workTable() {
  return table("Works on the map.", ["Work", "Title", ["Year", "number"], "Cited", "For claims"],
    Object.keys(DATA.map.works).map((key) => [toWork(key), DATA.works[key].title, DATA.works[key].year,
      CAMPS[DATA.works[key].camp], stancesOfWork.of(key).filter((s) => s.direct).map((s) => s.claim).join(", ")]));
}
