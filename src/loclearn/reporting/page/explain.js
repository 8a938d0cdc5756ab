// Why a setting has its verdict, as data: the same that "loclearn explain" says.

function explain(row, id) {
  const condition = conditionOf[id];
  const thing = settingThing(row);
  const sides = [["supported", condition.supported], ["opposed", condition.opposed]]
    .filter(([, name]) => name).map(([side, name]) => explainSide(side, ["n", name], thing));
  return { condition: id, value: valueOf(row, condition), sides };
}

function explainSide(side, expression, thing) {
  const reached = holds(expression, thing);
  const because = reached ? reasons(expression, thing)[0].because : [];
  const used = new Set(factsIn(because).map(factKey));
  const near = new Map(nearly(expression, thing).filter(({ fact }) => !used.has(factKey(fact)))
    .map((one) => [factKey(one.fact), one]));
  return {
    side, reached, because,
    missing: reached ? [] : ways(expression, thing).map((way) =>
      [...way.values()].map((need) => needText(need.property, need.description)).sort()),
    given: reached ? [] : [...new Set(given(expression, thing))].sort(),
    near: [...near.values()],
  };
}

const factKey = (fact) => JSON.stringify([fact.id, fact.hasIndicator, fact.ofCapability, fact.value, fact.inputs]);

function factsIn(nodes) {
  return nodes.flatMap((node) => (node.fact ? [node.fact] : factsIn(node.because)));
}

// The same without anything but texts and numbers.
function explained(row, id) {
  const found = explain(row, id);
  const lacking = ({ fact, fails }) => ({ ...fact, lacks: fails.map(leaf) });
  return { ...found, sides: found.sides.map((side) => ({ ...side, near: side.near.map(lacking) })) };
}
