// Make elements: el("p", {class: "lead"}, "text", child); on… attributes are listeners.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function button(text, onclick, attributes = {}) {
  return el("button", { type: "button", class: "link", onclick, ...attributes }, text);
}

function plural(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many || one + "s"}`;
}

// A table: heads are texts or [text, "number"]; rows are lists of texts, numbers and elements.
function table(caption, heads, rows) {
  const kinds = heads.map((head) => (Array.isArray(head) ? head[1] : null));
  const top = heads.map((head, n) =>
    el("th", { scope: "col", class: kinds[n] }, Array.isArray(head) ? head[0] : head));
  const body = rows.map((row) => el("tr", {}, row.map((cell, n) =>
    el(n === 0 ? "th" : "td", { class: kinds[n], scope: n === 0 ? "row" : null },
      cell === null || cell === undefined ? "" : cell instanceof Node ? cell : String(cell)))));
  return el("div", { class: "scroll" }, el("table", {}, caption ? el("caption", {}, caption) : null,
    el("thead", {}, el("tr", {}, top)), el("tbody", {}, body)));
}

function behind(title, ...children) {
  return el("details", {}, el("summary", {}, title), ...children);
}
