// Regions that are not on the map, as tiles: the same colours and signs, in the order of codes.

function tileValue(found) {
  if (!found) return "";
  return found.kind === "verdict" ? GLYPHS[found.value] : number(found.value);
}

function tiles(codes, values, breaks, choose) {
  const items = codes.map((code) => {
    const found = values.get(code);
    const text = `${namedRegion(code)}. ${found ? found.text : "no setting"}`;
    return el("li", {}, el("button", { type: "button", class: `tile ${classOf(found, breaks)}`, title: text,
      tabindex: "-1", "data-code": code, onclick: () => choose(code) },
    el("b", {}, code), " ", el("span", {}, tileValue(found)), el("span", { class: "unseen" }, `: ${text}`)));
  });
  const all = el("ul", { class: "tiles", "aria-label": "Regions; arrow keys move, Enter chooses" }, items);
  roving(all, ".tile", along);
  return all;
}
