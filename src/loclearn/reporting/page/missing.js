// Which facts, if they were found, would give a verdict its other side, and how to say them.
//
// A need is one missing fact: a property to something new of a given description. A way is a set
// of needs that together suffice; only the minimal ones are kept.

const MOST_WAYS = 200;

function ways(expression, thing) {
  return holds(expression, thing) ? [] : waysTo(expression, thing).sort(shorter);
}

const textOf = (way) => [...way.keys()].sort().join(" + ");
const shorter = (one, other) => one.size - other.size || (textOf(one) < textOf(other) ? -1 : 1);

function waysTo(expression, thing) {
  if (holds(expression, thing)) return [new Map()];
  const [kind, first, second] = expression;
  switch (kind) {
    case "n": return first in DATA.definitions ? waysTo(DATA.definitions[first], thing) : [];
    case "|": return minimal(first.flatMap((part) => waysTo(part, thing)));
    case "&": return first.reduce((combined, part) => {
      const mine = waysTo(part, thing);
      return minimal(combined.flatMap((one) => mine.map((two) => new Map([...one, ...two]))));
    }, [new Map()]);
    case "s": return throughNew(first, second, thing);
    default: return [];
  }
}

function throughNew(property, filler, thing) {
  const found = [];
  const full = writtenOut(filler);
  if (leaves(full).some(([kind]) => kind === "s")) {
    for (const other of related(property, thing)) found.push(...waysTo(filler, other));
  }
  if (possible(full)) {
    const short = writtenOut(filler, true);
    const row = thing.row === undefined ? "" : thing.row;
    found.push(new Map([[JSON.stringify([row, property, short]), { property, description: short }]]));
  }
  return minimal(found);
}

// A definition written out; conditions keep their names where a reader knows them.
function writtenOut(expression, keep = false) {
  const [kind, first, second] = expression;
  switch (kind) {
    case "n": return !(first in DATA.definitions) || (keep && sideOf[first]) ? expression
      : writtenOut(DATA.definitions[first], keep);
    case "&": case "|": return [kind, first.map((part) => writtenOut(part, keep))];
    case "s": return ["s", first, writtenOut(second, keep)];
    default: return expression;
  }
}

function minimal(found) {
  const kept = [];
  for (const way of [...new Map(found.map((one) => [textOf(one), one])).values()].sort(shorter)) {
    if (!kept.some((other) => [...other.keys()].every((key) => way.has(key)))) kept.push(way);
  }
  return kept.slice(0, MOST_WAYS);
}

function leaves(expression) {
  const [kind, first] = expression;
  return kind === "&" || kind === "|" ? first.flatMap(leaves) : [expression];
}

// A range in which no number lies bars every way through it: the profile leaves it without value.
function possible(expression) {
  const [kind, first, second, third] = expression;
  if (kind === "&") return first.every(possible);
  if (kind === "|") return first.some(possible);
  if (kind === "s") return possible(second);
  if (kind !== "w") return true;
  const ends = third.map(([, bound]) => bound).sort((a, b) => a - b);
  const between = ends.slice(1).map((end, n) => (end + ends[n]) / 2);
  return [...ends, ...between, ends[ends.length - 1] + 0.01, ends[0] - 0.01]
    .some((one) => isWithin(third, one));
}

const HEADS = { hasEvidence: "a statement", hasObservation: "an observation" };
const FOR = { weightFor: "for presence", weightAgainst: "for absence" };

const label = (name) => DATA.terms[name] || name;
const propertyLabel = (name) => label(name).replace(/^has /, "").replace(/^is /, "");

function leaf(expression) {
  const [kind, first, second, third] = expression;
  switch (kind) {
    case "h": return `${propertyLabel(first)} ${second}`;
    case "w": return `${propertyLabel(first)} ${bounds(third)}`;
    case "n": return label(first);
    case "s": return needText(first, second);
    case "r": return `something that ${label(first)}`;
    case "&": return first.map(leaf).join(", ");
    default: return first.every(([one]) => one === "h")
      ? `${propertyLabel(first[0][1])} ${first.map((part) => part[2]).join(" or ")}`
      : first.map(leaf).join(" or ");
  }
}

function flat(expression) {
  if (expression[0] !== "&") return [expression];
  const parts = expression[1].flatMap(flat);
  return [...parts.filter(([kind]) => kind !== "w"), ...parts.filter(([kind]) => kind === "w")];
}

function needText(property, description) {
  if (property === "hasEarlierPhase") {
    return `an earlier phase with ${leaf(description).replaceAll(", supported", " supported").replaceAll(", opposed", " opposed")}`;
  }
  const parts = flat(description);
  const isWeight = ([kind, name]) => kind === "w" && (name in FOR || name === "confidence");
  const isTopic = ([kind, name]) => kind === "h" && TOPICS.includes(name);
  const sides = parts.filter(([kind, name]) => kind === "w" && name in FOR).map(([, name]) => FOR[name]);
  const what = parts.filter(isTopic).map(([, , value]) => `of ${DATA.codes[value] || value}`);
  const rest = parts.filter((part) => !isTopic(part) && !isWeight(part)).map(leaf);
  return [[HEADS[property] || label(property), ...sides, ...what].join(" "), ...rest].join(", ");
}
