"""Random networks for the tests."""

from hypothesis import strategies as st

NAMES = "abcdefghi"


@st.composite
def networks(draw, directed=True):
    """A network of up to nine actors in up to four groups, self ties and repetitions included."""
    size = draw(st.integers(1, len(NAMES)))
    actors = NAMES[:size]
    one = st.sampled_from(actors)
    ties = draw(st.lists(st.tuples(one, one), max_size=40))
    if not directed:
        ties = sorted({(min(t), max(t)) for t in ties if t[0] != t[1]})
    groups = {actor: draw(st.sampled_from("WXYZ")) for actor in actors}
    return ties, groups
