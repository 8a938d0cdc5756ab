"""The map of the report in a browser."""

import pytest

from tests.literature.test_browser import active, css, press
from tests.regional.conftest import write
from tests.reporting.browser import (
    NEEDED,
    at,
    choose,
    driver,
    how_many,
    large_one,
    script,
    sheet,
    small_one,
)
from tests.reporting.conftest import CASE, SAID, made

pytestmark = NEEDED
__all__ = ["driver", "large_one", "small_one"]


def test_the_map_is_used_by_hand_and_by_keys(large_one):
    from selenium.webdriver.common.keys import Keys

    assert len(css(large_one, ".mark")) == 200
    assert len(css(large_one, ".mark[tabindex='0']")) == 1
    choose(large_one, "#map select", "C01")
    choose(large_one, "#map label:nth-of-type(2) select", "A07")
    glyphs = {one.text for one in css(large_one, ".mark .glyph")}
    assert glyphs <= {"+", "−", "·", "±"}
    assert len(glyphs) > 1
    script(large_one, "document.getElementById('map').scrollIntoView()")
    script(large_one, "document.querySelector('[data-code=Q105]').focus()")
    press(large_one, Keys.ARROW_RIGHT)
    assert active(large_one, "dataset.code") == "Q106"
    press(large_one, Keys.ENTER)
    said = css(large_one, "#map-said")[0]
    assert "Region 106 (Q106): C01 co-location:" in said.text
    said.find_elements("css selector", "button")[1].click()
    assert how_many(large_one).startswith("50 of 10,000 settings in Region 106")


def test_regions_without_a_place_are_tiles(small_one):
    assert {one.get_attribute("data-code") for one in css(small_one, ".mark")} == {"R1", "R2"}
    assert {"R3", "UKC1"} <= {one.get_attribute("data-code") for one in css(small_one, ".tile")}
    assert "not on the map" in css(small_one, "#map-body")[0].text


@pytest.fixture
def few_on_a_map(driver, tmp_path):
    """Open a page of six regions in one year, and of a case in two of them without a year."""
    (tmp_path / "in").mkdir()
    codes = [f"UKC{n}" for n in (1, 2)] + [f"UKD{n}" for n in (1, 3, 4, 6)]
    jobs = [
        {"region": code, "activity": activity, "period": "2020", "firms": firms,
         "coverage": "census"}
        for code in codes for activity, firms in (("a", 1), ("b", 9 if code == "UKD6" else 1))
    ]  # fmt: skip
    write(tmp_path / "in" / "employment.csv", jobs)
    case = {**CASE, "nuts_2021": "UKC1;UKC2", "activity": "x" * 300}
    write(tmp_path / "in" / "cases.csv", [case])
    said = {**SAID, "evidence_id": "E1", "dimension": "co-location"}
    write(tmp_path / "in" / "evidence.csv", [{**said, "polarity": "supports-presence"}])
    lines = [f"{code},{n},5{n}" for n, code in enumerate(codes)]
    points = tmp_path / "points.csv"
    points.write_text("\n".join(["NUTS_ID,lon,lat", *lines]), encoding="utf-8")
    yield at(driver, made(tmp_path / "in", tmp_path / "r.html", "--geojson", points))
    assert driver.get_log("browser") == []


def test_the_map_shows_what_has_no_period_and_what_spans_regions(few_on_a_map):
    choose(few_on_a_map, "#map select", "C01")
    marks = {one.get_attribute("data-code"): one for one in css(few_on_a_map, ".mark")}
    said = {code: one.get_attribute("aria-label") for code, one in marks.items()}
    assert "supported in 1 of 3 settings" in said["UKC1"]
    assert "supported in 1 of 3 settings" in said["UKC2"]
    script(few_on_a_map, "arguments[0].dispatchEvent(new Event('click'))", marks["UKC1"])
    css(few_on_a_map, "#map-said button")[-1].click()
    assert how_many(few_on_a_map).startswith("3 of 13 settings")


def test_a_long_name_leaves_the_sheet_as_wide_as_it_is(few_on_a_map):
    script(few_on_a_map, "report.openSheet([...report.data.settings.region.at.keys()]"
                         ".find((row) => report.data.cases[row]))")  # fmt: skip
    wide = script(few_on_a_map, "return [arguments[0].scrollWidth, arguments[0].clientWidth]",
                  sheet(few_on_a_map))  # fmt: skip
    assert "x" * 300 in sheet(few_on_a_map).text
    assert wide[0] <= wide[1]


def test_few_that_differ_from_most_have_a_class_of_their_own(few_on_a_map):
    choose(few_on_a_map, "#map select", "C04")
    classes = {one.get_attribute("data-code"): one.get_attribute("class")
               for one in css(few_on_a_map, ".mark")}  # fmt: skip
    assert classes.pop("UKD6") == "mark c4"
    assert set(classes.values()) == {"mark c0"}
