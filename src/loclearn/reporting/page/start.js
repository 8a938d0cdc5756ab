// Put the sections together, and keep the page fit for paper.

const SECTIONS = [
  ["overview", "Found", summarySection],
  ["map", "Map", mapSection],
  ["settings", "Settings", tableSection],
  ["distributions", "Distributions", chartsSection],
  ["firmness", "Firmness", firmnessSection],
  ["data", "Data", sourcesSection],
  ["methods", "Methods", methodsSection],
];

const wasOpen = new WeakMap();

// On paper the table shows its first rows, and all that is folded is open.
function onPaper(paper) {
  forPaper = paper;
  drawRows();
  for (const one of document.querySelectorAll("main details")) {
    if (paper) wasOpen.set(one, one.open);
    one.open = paper || Boolean(wasOpen.get(one));
  }
}

function start() {
  document.getElementById("wait").remove();
  document.getElementById("about").textContent = `Profile ${DATA.profile} · ${DATA.date} · loclearn ${DATA.version}`;
  const main = document.getElementById("main");
  const nav = document.getElementById("nav");
  for (const [id, name, make] of SECTIONS) {
    const section = make();
    if (!section) continue;
    nav.append(el("a", { href: `#${id}` }, name));
    main.append(section);
  }
  setFilter({});
  window.addEventListener("resize", () => drawRows());
  window.addEventListener("beforeprint", () => onPaper(true));
  window.addEventListener("afterprint", () => onPaper(false));
  document.getElementById("footer").textContent = `Made by loclearn ${DATA.version}. This file is complete: it loads nothing and sends nothing. No actor is named in it.`;
  const wanted = location.hash.slice(1) && document.getElementById(location.hash.slice(1));
  if (wanted) wanted.scrollIntoView();
  // for whoever asks the page from a console, and for tests
  window.report = { data: DATA, count: COUNT, settingId, period, verdict, verdictIds: DATA.verdictIds,
    value: (row, id) => valueOf(row, conditionOf[id]), explain: explained, openSheet };
  document.documentElement.dataset.ready = "true";
}

start();
