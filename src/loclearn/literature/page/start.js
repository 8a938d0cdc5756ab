// Put the tabs together. Each is drawn when it is first opened, or for print.

const TABS = [
  ["summary", "In a minute", () => summaryTab(openTab)],
  ["map", "Map", mapTab],
  ["timeline", "Timeline", timelineTab],
  ["matrix", "Matrix", matrixTab],
  ["criticisms", "Criticisms", criticismsTab],
  ["coverage", "Coverage", coverageTab],
  ...(DATA.corpus ? [["corpus", "Corpus", corpusTab]] : []),
];
const drawn = new Set();

function drawTab(id) {
  if (drawn.has(id)) return;
  drawn.add(id);
  document.getElementById(`view-${id}`).append(TABS.find(([name]) => name === id)[2]());
}

function openTab(id) {
  drawTab(id);
  for (const [name] of TABS) {
    const chosen = name === id;
    const tab = document.getElementById(`tab-${name}`);
    tab.setAttribute("aria-selected", String(chosen));
    tab.setAttribute("tabindex", chosen ? "0" : "-1");
    document.getElementById(`view-${name}`).hidden = !chosen;
  }
  if (location.hash !== `#${id}`) history.replaceState(null, "", `#${id}`);
}

const wasOpen = new WeakMap();

// On paper all views follow each other, with the tables behind the pictures open.
function onPaper(paper) {
  for (const [id] of TABS) {
    drawTab(id);
    document.getElementById(`view-${id}`).hidden = !paper && location.hash !== `#${id}`;
  }
  for (const one of document.querySelectorAll("main details")) {
    if (paper) wasOpen.set(one, one.open);
    one.open = paper || Boolean(wasOpen.get(one));
  }
  for (const change of forPaper) change(paper);
}

function start() {
  const tabs = document.getElementById("tabs");
  const main = document.getElementById("main");
  for (const [id, name] of TABS) {
    tabs.append(el("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `view-${id}`,
      tabindex: "-1", onclick: () => openTab(id) }, name));
    main.append(el("section", { role: "tabpanel", id: `view-${id}`, "aria-labelledby": `tab-${id}`, hidden: true }));
  }
  tabs.addEventListener("keydown", (event) => {
    const next = along(event.key, event.target, [...tabs.children]);
    if (!next) return;
    event.preventDefault();
    next.click();
    next.focus();
  });
  startSearch(openTab);
  const wanted = location.hash.slice(1);
  openTab(TABS.some(([id]) => id === wanted) ? wanted : "summary");
  window.addEventListener("beforeprint", () => onPaper(true));
  window.addEventListener("afterprint", () => onPaper(false));
  document.getElementById("footer").textContent = `Made by loclearn ${DATA.version} from ${DATA.papers.join("; ")}. Data under CC BY 4.0. Keys: / search, arrows move, Enter opens, Escape closes.`;
}

start();
