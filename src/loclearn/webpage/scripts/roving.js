// One tab stop for many things: arrow keys move among them, Enter and Space open.

function roving(host, selector, step) {
  const all = () => [...host.querySelectorAll(selector)];
  const start = () => {
    const items = all();
    if (items.length && !items.some((item) => item.getAttribute("tabindex") === "0")) {
      items[0].setAttribute("tabindex", "0");
    }
  };
  const go = (item) => {
    for (const other of all()) other.setAttribute("tabindex", "-1");
    item.setAttribute("tabindex", "0");
    item.focus();
  };
  host.addEventListener("keydown", (event) => {
    const here = event.target.closest(selector);
    if (!here) return;
    const next = step(event.key, here, all());
    if (next) {
      event.preventDefault();
      go(next);
    } else if ((event.key === "Enter" || event.key === " ") && here.tagName !== "BUTTON") {
      event.preventDefault();
      here.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
  });
  host.addEventListener("focusin", (event) => {
    const here = event.target.closest(selector);
    if (here) for (const item of all()) item.setAttribute("tabindex", item === here ? "0" : "-1");
  });
  start();
  return { start, go };
}

// Steps along a row: for tabs and bars.
function along(key, here, all) {
  const at = all.indexOf(here);
  const steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1,
    Home: 0, End: all.length - 1 };
  return key in steps ? all[(steps[key] + all.length) % all.length] : null;
}

// Steps on a plane: to the nearest thing in the direction of the arrow.
function nearest(key, here, all) {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  if (!way) return null;
  const middle = (item) => {
    const box = item.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = middle(here);
  let best = null;
  let least = Infinity;
  for (const item of all) {
    if (item === here) continue;
    const [a, b] = middle(item);
    const forward = (a - x) * way[0] + (b - y) * way[1];
    const aside = Math.abs((a - x) * way[1]) + Math.abs((b - y) * way[0]);
    const cost = forward + 2 * aside;
    if (forward > 1 && cost < least) {
      least = cost;
      best = item;
    }
  }
  return best;
}
