// The definitions of the ontology, evaluated over the facts of one setting.
//
// ["n", name] a named class; ["&", parts]; ["|", parts]; ["s", property, filler] some value;
// ["h", property, value]; ["w", property, threshold, bounds] a number in a range.

const sideOf = {};
for (const one of DATA.conditions) {
  sideOf[one.supported] = { condition: one.id, side: "supported" };
  if (one.opposed) sideOf[one.opposed] = { condition: one.id, side: "opposed" };
}

const settingThing = (row) => ({ row });

function related(property, thing) {
  if (thing.row === undefined) return [];
  if (property === "hasObservation") return observationsOf(thing.row);
  if (property === "hasEvidence") return factsOf(thing.row, "hasEvidence");
  if (property === "hasEarlierPhase") return earlierOf(thing.row).map(settingThing);
  return [];
}

function holds(expression, thing) {
  const [kind, first, second, third] = expression;
  switch (kind) {
    case "n": return first in DATA.definitions ? holds(DATA.definitions[first], thing)
      : first === "PooledCase" && POOLED.has(thing.row);
    case "&": return first.every((part) => holds(part, thing));
    case "|": return first.some((part) => holds(part, thing));
    case "s": return related(first, thing).some((other) => holds(second, other));
    case "h": return thing[first] === second;
    case "w": return typeof thing[first] === "number" && isWithin(third, thing[first]);
    default: return false;
  }
}

function valueOf(row, condition) {
  const thing = settingThing(row);
  const supported = holds(["n", condition.supported], thing);
  const opposed = condition.opposed !== null && holds(["n", condition.opposed], thing);
  if (supported) return opposed ? "contested" : "supported";
  return opposed ? "opposed" : "unknown";
}

// Why something holds: conditions, facts and earlier phases, nothing between.
function reasons(expression, thing) {
  const [kind, first, second] = expression;
  switch (kind) {
    case "n": {
      const below = first in DATA.definitions ? reasons(DATA.definitions[first], thing) : [];
      return sideOf[first] ? [{ ...sideOf[first], because: below }] : below;
    }
    case "&": case "|":
      return first.filter((part) => holds(part, thing)).flatMap((part) => reasons(part, thing));
    case "s":
      return related(first, thing).filter((other) => holds(second, other)).map((other) =>
        (other.row === undefined ? { fact: other } : { phase: other.row, because: reasons(second, other) }));
    default: return [];
  }
}

// What a side needs and has already.
function given(expression, thing) {
  const [kind, first] = expression;
  if (kind === "&" || kind === "|") return first.flatMap((part) => given(part, thing));
  if (kind !== "n") return [];
  if (sideOf[first] && holds(expression, thing)) return [`${sideOf[first].condition} ${sideOf[first].side}`];
  return first in DATA.definitions ? given(DATA.definitions[first], thing) : [];
}

// Facts that speak of the matter and pass not all tests, each with the tests that it fails.
function nearly(expression, thing) {
  const [kind, first, second] = expression;
  if (kind === "&" || kind === "|") return first.flatMap((part) => nearly(part, thing));
  if (kind === "n") return first in DATA.definitions ? nearly(DATA.definitions[first], thing) : [];
  return kind === "s" ? related(first, thing).flatMap((other) => miss(second, other)) : [];
}

const TOPICS = ["hasDimension", "hasIndicator"];
const WEIGHTS = ["weightFor", "weightAgainst"];

function miss(filler, fact) {
  if (fact.row !== undefined) return [];
  const tests = testsOf(filler);
  const topics = tests.filter(([kind, property]) => kind === "h" && TOPICS.includes(property));
  const fails = tests.filter((test) => !holds(test, fact));
  const elsewhere = fails.some(([kind, property]) =>
    kind === "w" && WEIGHTS.includes(property) && fact[property] === undefined);
  const offTopic = topics.some((topic) => fails.includes(topic));
  return topics.length && fails.length && !elsewhere && !offTopic ? [{ fact, fails }] : [];
}

function testsOf(expression) {
  const [kind, first] = expression;
  if (kind === "&") return first.flatMap(testsOf);
  if (kind === "n" && first in DATA.definitions) return testsOf(DATA.definitions[first]);
  return [expression];
}
