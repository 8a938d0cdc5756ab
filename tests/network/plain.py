"""The measures on a surveyed network once more, in plain Python on answers, by their definition."""

from itertools import combinations, permutations


def gatekeepers(ties, inside):
    """Firms b with a outside, c inside, a→b and b→c, and no a→c (Gould & Fernandez 1989)."""
    there = set(ties)
    everybody = {end for tie in ties for end in tie}
    return {
        b
        for b in inside
        for a in everybody - inside
        for c in inside - {b}
        if (a, b) in there and (b, c) in there and (a, c) not in there
    }


def roles(ties, groups):
    """How often each actor has each of the five roles, over all ordered triples."""
    there = set(ties)
    found = {}
    for a, b, c in permutations(groups, 3):
        if (a, b) in there and (b, c) in there and (a, c) not in there:
            one, two, three = groups[a], groups[b], groups[c]
            if one == two == three:
                role = "coordinator"
            elif one == three:
                role = "itinerant"
            elif one == two:
                role = "representative"
            elif two == three:
                role = "gatekeeper"
            else:
                role = "liaison"
            found[b, role] = found.get((b, role), 0) + 1
    return found


def pairs(ties):
    return {frozenset(tie) for tie in ties if tie[0] != tie[1]}


def e_i(ties, inside):
    """(E − I) / (E + I) over pairs with an end inside (Krackhardt & Stern 1988)."""
    touching = [pair for pair in pairs(ties) if pair & inside]
    within = sum(pair <= inside for pair in touching)
    beyond = len(touching) - within
    return (beyond - within) / (beyond + within) if touching else None


def expected_pairs(ties, inside):
    """How many pairs lie within when each end is drawn by its number of ties (Newman 2004)."""
    there = pairs(ties)
    degree = {end: sum(end in pair for pair in there) for pair in there for end in pair}
    total = within = 0
    for a, b in combinations(degree, 2):
        total += degree[a] * degree[b]
        within += degree[a] * degree[b] * ({a, b} <= inside)
    return len(there) * within / total


def watts_strogatz(ties):
    """The mean over actors with contacts of the share of their pairs of contacts that are tied."""
    there = pairs(ties)
    actors = {end for pair in there for end in pair}
    shares = []
    for actor in actors:
        near = [next(iter(pair - {actor})) for pair in there if actor in pair]
        tied = [frozenset(two) in there for two in combinations(near, 2)]
        shares.append(sum(tied) / len(tied) if tied else 0.0)
    return sum(shares) / len(shares)


def rewired(ties, random, switches=20):
    """A network with the same number of contacts of each actor, by switching ends of ties."""
    edges = [tuple(sorted(pair)) for pair in sorted(pairs(ties), key=sorted)]
    there = {frozenset(edge) for edge in edges}
    for _ in range(switches * len(edges)):
        i, j = random.sample(range(len(edges)), 2)
        (a, b), (c, d) = edges[i], edges[j]
        if random.random() < 0.5:
            c, d = d, c
        new = frozenset((a, d)), frozenset((c, b))
        if len({a, b, c, d}) == 4 and not there & set(new):
            there -= {frozenset(edges[i]), frozenset(edges[j])}
            there |= set(new)
            edges[i], edges[j] = (a, d), (c, b)
    return [tuple(edge) for edge in there]
