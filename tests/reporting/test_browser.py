"""The report in a browser: what it shows, how it is used by hand and by keys, and how fast."""

from functools import partial

from loclearn import graph
from loclearn.conditions import theory
from loclearn.explanation.explain import Explainer
from loclearn.explanation.formats import as_record
from loclearn.sensitivity import sensitivity
from loclearn.sources.facts import add_works
from loclearn.sources.world import Inputs, read_world
from tests.literature.test_browser import active, css, press
from tests.reporting import probes
from tests.reporting.browser import (
    NEEDED,
    at,
    choose,
    driver,
    how_many,
    large_one,
    rows,
    script,
    sheet,
    small_one,
)
from tests.reporting.conftest import made

pytestmark = NEEDED
__all__ = ["driver", "large_one", "small_one"]


def test_each_section_says_something_and_none_breaks(small_one):
    text = script(small_one, "return document.body.innerText")
    for heading in ("What was found", "Where", "Settings, ranked", "How the deciding values are",
                    "What was read", "How firm the verdicts are", "How it was made",
                    "To cite"):  # fmt: skip
        assert heading in text
    for fault in ("[object", "undefined", "NaN", "null"):
        assert fault not in text
    assert "River <b>Land</b>" in text
    assert "no region X9 in NUTS" in text


def test_the_page_evaluates_the_definitions_as_the_database_does(small_one):
    wrong = script(small_one, probes.DISAGREEING)
    assert wrong == []


def test_the_page_evaluates_ten_thousand_settings_alike(large_one):
    wrong, many = script(large_one, probes.DISAGREEING_OF_SOME)
    assert (wrong, many) == (0, 3334 * 5)


def told(nodes, page):
    """Return the reasons of a side in a form that both ways share."""
    found = []
    for node in nodes:
        fact = node.get("fact") if page else None if "because" in node else node
        if fact is not None:
            found.append(named(fact))
        elif "condition" in node:
            found.append((f"{node['condition']} {node['side']}", told(node["because"], page)))
        else:
            found.append(("earlier phase", told(node["because"], page)))
    return sorted(found, key=str)


def named(fact):
    if "hasIndicator" in fact:
        return (fact["hasIndicator"], fact.get("ofCapability"), float(fact["value"]))
    return (fact["id"], fact["locator"])


def sides(record, near, page):
    return [
        {
            "side": side["side"],
            "reached": side["reached"],
            "because": told(side["because"], page),
            "given": side["given"],
            "missing": sorted(map(sorted, side["missing"])),
            "near": sorted(((named(one), sorted(one["lacks"])) for one in side[near]), key=str),
        }
        for side in record["sides"]
    ]


def test_the_reasons_are_those_that_explain_gives(small_one, small):
    knowledge = graph.ontology()
    rules = theory(knowledge)
    world = read_world(Inputs(data=[small], embedded=False), knowledge)
    knowledge.extend(world.facts)
    add_works(knowledge)
    explainer = Explainer(knowledge, rules)
    shown = script(small_one, probes.EXPLAINED)
    of = {(id_, period): found for id_, period, found in shown}
    assert len(of) == len(world.settings) == len(shown)
    for setting in world.settings:
        for condition in rules.verdicts:
            expected = as_record(explainer.explain(setting, condition))
            found = of[setting.id, setting.period][condition.id]
            where = (setting.id, setting.period, condition.id)
            assert found["value"] == expected["value"], where
            assert sides(found, "near", True) == sides(expected, "without_deciding", False), where


def test_a_sheet_shows_formula_inputs_coverage_and_threshold(large_one):
    script(large_one, probes.OPEN_SUPPORTED)
    text = sheet(large_one).text
    for part in ("Supported, because:", "location quotient", "Formula: (x_ri / x_r)", "(census)",
                 "C01 supported ≥ 1.25"):  # fmt: skip
        assert part in text


def test_a_sheet_shows_studies_and_what_is_missing(small_one):
    case = script(small_one, probes.ROW_OF, "LACE")
    script(small_one, "report.openSheet(arguments[0], 'C01')", case)
    text = sheet(small_one).text
    for part in ("C01 co-location: contested", "E0", "Me 2020, p. 0", "Said </script> so.",
                 "weight for presence 2.7"):  # fmt: skip
        assert part in text
    script(small_one, "report.openSheet(arguments[0], 'C17')", case)
    assert "It would be supported with this:" in sheet(small_one).text
    assert "a statement for presence of lock-in, scope local" in sheet(small_one).text
    css(small_one, "#sheet [data-condition=C17] details summary")[0].click()
    assert "CL60 (4.P3): Boschma" in sheet(small_one).text
    for row in range(script(small_one, "return report.count")):
        script(small_one, "report.openSheet(arguments[0], 'D2')", row)
        for fault in ("null", "undefined", "NaN", "[object"):
            assert fault not in sheet(small_one).text


def test_a_sheet_opens_by_a_click_and_closes_by_escape(large_one):
    from selenium.webdriver.common.keys import Keys

    script(large_one, "document.getElementById('settings').scrollIntoView()")
    rows(large_one)[2].find_element("css selector", "th").click()
    assert sheet(large_one).is_displayed()
    assert active(large_one, "id") == "sheet-title"
    first = css(large_one, "#sheet-title")[0].text
    css(large_one, "[aria-label='Next setting']")[0].click()
    assert css(large_one, "#sheet-title")[0].text != first
    press(large_one, Keys.ESCAPE)
    assert not sheet(large_one).is_displayed()
    assert active(large_one, "dataset.place") == "3"


def test_the_table_is_used_by_keys(large_one):
    from selenium.webdriver.common.keys import Keys

    script(large_one, "document.getElementById('settings').scrollIntoView()")
    script(large_one, "document.querySelector('#rows tr[tabindex=\"0\"]').focus()")
    press(large_one, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP)
    assert active(large_one, "dataset.place") == "1"
    press(large_one, Keys.END)
    assert active(large_one, "dataset.place") == "9999"
    assert len(css(large_one, "#rows tr[tabindex='0']")) == 1
    assert len(rows(large_one)) < 100
    press(large_one, Keys.ENTER)
    assert sheet(large_one).is_displayed()
    assert "10,000 of 10,000" in sheet(large_one).text
    press(large_one, Keys.ESCAPE, Keys.HOME)
    assert active(large_one, "dataset.place") == "0"
    edge = "{}.getBoundingClientRect().top"
    line = edge.format("document.activeElement")
    window = edge.format("document.getElementById('window')")
    top = script(large_one, f"return {line} - {window}")
    assert 0 < top < 60


def test_the_table_sorts_by_any_column_and_puts_what_is_missing_last(small_one):
    heads = script(small_one, probes.HEADS)
    for name in ("location-quotient", "activity", "firm-count"):
        place = heads.index(name)
        seen = []
        for _ in range(2):
            script(small_one, f"document.querySelector('[data-column=\"{name}\"] button').click()")
            cells = script(small_one, probes.CELLS, place)
            filled = [cell for cell in cells if cell]
            assert cells == filled + [""] * (len(cells) - len(filled)), name
            keys = filled if name == "activity" else [float(c.replace(",", "")) for c in filled]
            way = css(small_one, f"[data-column='{name}']")[0].get_attribute("aria-sort")
            assert keys == sorted(keys, reverse=way == "descending")
            seen.append(way)
        assert set(seen) == {"ascending", "descending"}


def test_filters_narrow_and_are_taken_back(large_one):
    script(large_one, "document.getElementById('settings').scrollIntoView()")
    assert how_many(large_one).startswith("10,000 of 10,000 settings")
    css(large_one, "#find")[0].send_keys("region 17 a07")
    # regions 17, 117 and 170 to 179
    assert how_many(large_one).startswith("12 of 10,000 settings")
    css(large_one, "#settings .tools button")[0].click()
    choose(large_one, "#settings select", "C04")
    choose(large_one, "#settings .tools label:nth-of-type(3) select", "opposed")
    count = script(large_one, "return report.data.verdicts.C04.split('2').length - 1")
    assert 0 < count < 10_000
    assert how_many(large_one).startswith(f"{count:,} of 10,000")


def test_thresholds_are_drawn_where_they_lie(large_one):
    charts = css(large_one, "#distributions figure")
    drawn = {
        one.find_element("css selector", "h3").text: (
            [text.text for text in one.find_elements("css selector", ".cut")],
            len(one.find_elements("css selector", ".threshold")),
        )
        for one in charts
    }
    assert drawn["location quotient"] == (["C01 supported ≥ 1.25"], 1)
    assert drawn["relative ubiquity"] == (["C11 supported < 1", "C11 opposed ≥ 1"], 1)
    assert drawn["rival count"] == (["C04 supported ≥ 2", "C04 opposed ≤ 1"], 2)


def test_paper_shows_the_first_rows_and_all_that_is_folded(large_one):
    script(large_one, "window.dispatchEvent(new Event('beforeprint'))")
    large_one.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert len(rows(large_one)) == 60
        assert "and 9,940 more" in css(large_one, "#rows")[0].text
        assert not css(large_one, "nav")[0].is_displayed()
        assert css(large_one, "main details:not([open])") == []
        assert script(large_one, "return document.body.scrollWidth <= innerWidth")
    finally:
        large_one.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        script(large_one, "window.dispatchEvent(new Event('afterprint'))")
    assert len(rows(large_one)) < 60 or css(large_one, "#rows .space")


def test_a_table_of_many_columns_fits_on_paper(small_one):
    driver = small_one
    size = {"width": 794, "height": 1100, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        script(driver, "window.dispatchEvent(new Event('beforeprint'))")
        wide = script(driver, "return document.documentElement.scrollWidth")
        assert "left out on paper" in css(driver, ".papernote")[0].text
    finally:
        script(driver, "window.dispatchEvent(new Event('afterprint'))")
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= 794 * 1.1


def test_a_phone_needs_no_sideways_scrolling(small_one):
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    small_one.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert script(small_one, "return document.documentElement.scrollWidth") == 390
    finally:
        small_one.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_names_roles_and_headings_are_in_order(small_one):
    faults = script(small_one, probes.UNNAMED)
    assert faults == []


def test_colours_can_be_read(small_one):
    ratios = script(small_one, probes.CONTRASTS)
    assert len(ratios) > 100
    assert [one for one in ratios if one[0] < 4.5] == []


def test_the_section_on_firmness_says_what_sensitivity_says(small, small_one):
    said = sensitivity(data=[small], embedded=False)
    lines, sheets = script(small_one, probes.FIRMNESS)
    turning = [one for one in said.counts if one.flip]
    assert turning
    assert [(line[0].split()[0], line[2]) for line in lines] == [
        (one.condition, f"{one.flip:,}") for one in turning
    ]
    told = [[one.setting, one.condition, one.threshold, one.holds_share] for one in said.rows]
    assert sorted([*one[:3], one[5]] for one in sheets) == sorted(
        [*one[:3], round(one[3], 4)] for one in told
    )
    for one in said.rows:
        (flips, turns), *_ = [s[3:5] for s in sheets if s[:3] == [one.setting, one.condition,
                                                                 one.threshold]]  # fmt: skip
        assert flips in [float(flip) for flip in one.flips_at]
        assert turns != one.value
        assert turns in one.values


def test_ten_thousand_rows_sort_in_no_time(large_one):
    taken = script(large_one, probes.SORTING)
    assert taken < 3000


def test_nothing_is_asked_of_the_network(large_one):
    asked = partial(script, large_one, "return performance.getEntriesByType('resource').length")
    rows(large_one)
    assert asked() == 0


def test_the_table_marks_what_rests_on_a_contested_input(driver, tmp_path):
    """A study of an otherwise unknown valley and one against it: D2 rests on contested buzz."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "employment.csv").write_text(
        "region,activity,period,firms,coverage\nDE21,15,2019,4,census\n", encoding="utf-8"
    )
    (tmp_path / "cases.csv").write_text(
        "case_id,place,kind,activity,nuts_2021\nV,Valley,cluster,shoes,DE22\n", encoding="utf-8"
    )
    head = "evidence_id,case_id,source_key,dimension,scope,polarity,strength,basis,confidence\n"
    said = [("co-location", "presence"), ("buzz-social-dimension", "presence"),
            ("buzz-social-dimension", "absence")]  # fmt: skip
    lines = [f"E{n},V,A 2020,{dimension},local,supports-{side},strong,fulltext-seen,0.9\n"
             for n, (dimension, side) in enumerate(said)]  # fmt: skip
    (tmp_path / "evidence.csv").write_text(head + "".join(lines), encoding="utf-8")
    studies = ("--cases", tmp_path / "cases.csv", "--evidence", tmp_path / "evidence.csv")
    at(driver, made(tmp_path / "in", tmp_path / "page.html", *map(str, studies)))
    marked = script(driver, "return [...document.querySelectorAll('#rows .rests')]"
                    ".map((one) => one.closest('td').dataset.condition)")  # fmt: skip
    assert "D2" in marked
    assert "C05" not in marked, "what is contested itself has a sign of its own"
