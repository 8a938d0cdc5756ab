// Search claims, works and statements by the words that they hold.

const searched = [];

function whenSearched(listener) {
  searched.push(listener);
}

function plainText(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("ø", "o").replaceAll("æ", "ae");
}

function searchable() {
  return [
    ...claims.map((one) => ({ kind: "claim", id: one.id, name: `${one.id} ${one.statement}`,
      text: plainText([one.id, one.statement, one.element, one.locator, one.role ? words(one.role) : "", one.conditions.map(conditionLabel).join(" ")].join(" ")) })),
    ...Object.values(DATA.works).map((one) => ({ kind: "work", id: one.key, name: `${one.label}. ${one.title}`,
      text: plainText([one.label, one.title, one.authors.join(" "), one.venue || "",
        evidenceOfWork.of(one.key).map(({ one: e }) => e.place).join(" ")].join(" ")) })),
  ];
}

function startSearch(open) {
  const input = document.getElementById("search");
  const list = document.getElementById("hits");
  const index = searchable();
  let found = [];
  let at = -1;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(next) {
    at = next;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `hit-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function choose(hit) {
    close();
    open("map", hit.id);
    show(hit.kind, hit.id);
  }

  function look() {
    const terms = plainText(input.value).split(/\s+/).filter(Boolean);
    const hits = terms.length ? index.filter((one) => terms.every((term) => one.text.includes(term))) : [];
    found = hits.slice(0, 40);
    const items = found.map((hit, n) => el("li", { id: `hit-${n}`, role: "option", "aria-selected": "false",
      onpointerdown: (event) => { event.preventDefault(); choose(hit); } }, hit.name));
    list.replaceChildren(...(items.length || !terms.length ? items : [el("li", { role: "option", "aria-disabled": "true" }, "Nothing found.")]));
    list.hidden = !terms.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
    for (const listener of searched) listener(terms.length ? new Set(hits.map((hit) => hit.id)) : null);
  }

  input.addEventListener("input", look);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      mark((at + step + found.length) % found.length);
    } else if (event.key === "Enter" && found.length) {
      choose(found[Math.max(0, at)]);
    } else if (event.key === "Escape") {
      input.value = "";
      look();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
    }
  });
}
