"""Changes over periods: order, zero, overlap, what cannot be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.indicators.change import Change, changes


def test_order_overlap_and_zero():
    found = changes({"2013/2017": 6.0, "2010/2014": 0.0, "2020": 3.0, "2018": None})
    assert found == [
        Change("2010/2014", "2013/2017", 6.0, None, True),
        Change("2013/2017", "2020", -3.0, -0.5, False),
    ]


def test_a_span_that_ends_in_the_year_of_the_next_overlaps():
    (found,) = changes({"2010/2014": -0.5, "2014": 0.25})
    assert found.overlaps
    assert found.relative == 1.5


@pytest.mark.parametrize("period", ["", "14", "2014-2016", "2016/2014", "2014 ", "2010/2011/2012"])
def test_unreadable_periods_are_refused(period):
    with pytest.raises(ValueError, match=r"period|year"):
        changes({period: 1.0, "2012": 2.0})


@settings(deadline=None)
@given(st.dictionaries(st.integers(1950, 2050).map(str), st.integers(-99, 99)))
def test_the_changes_of_years_add_up(values):
    order = sorted(values)
    found = changes(values)
    assert [c.earlier for c in found] == order[:-1]
    assert sum(c.absolute for c in found) == (values[order[-1]] - values[order[0]] if values else 0)
    assert not any(c.overlaps for c in found)
