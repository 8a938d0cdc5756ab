"""The page in a browser."""

import json
import time
from pathlib import Path

import pytest

from loclearn.cli import run

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM.exists() and DRIVER.exists()), reason="needs chromium"
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1440,900",
)  # fmt: skip
WORKS = [
    {
        "id": f"https://openalex.org/W{1_000_000 + n}",
        "display_name": f"On {n}",
        "publication_year": 2000 + n,
        "doi": "https://doi.org/10.1080/0034340052000320887" if n == 1 else None,
        "authorships": [{"author": {"display_name": f"Ada Author{n}"}}],
        "referenced_works": [
            f"https://openalex.org/W{1_000_000 + m}" for m in range(1, 9) if m != n
        ],
    }
    for n in range(1, 9)
]


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    yield browser
    browser.quit()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("map")
    (folder / "works.json").write_text(json.dumps(WORKS), encoding="utf-8")
    path = folder / "map.html"
    assert run(["map", "--out", str(path), "--corpus", str(folder / "works.json")]) == 0
    return path


@pytest.fixture
def opened(driver, file):
    """Open the page at one of its views; at the end, the console must be empty."""

    def at(view=""):
        driver.get("about:blank")
        driver.get(f"{file.as_uri()}#{view}")
        return driver

    yield at
    assert driver.get_log("browser") == []


def css(driver, selector):
    return driver.find_elements("css selector", selector)


def panel(driver):
    return css(driver, "#panel")[0].text


def press(driver, *keys):
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(driver).send_keys(*keys).perform()


def active(driver, what):
    return driver.execute_script(f"return document.activeElement.{what}")


def test_it_opens_on_the_answer_of_a_minute(opened):
    text = css(opened(), "main")[0].text
    assert "Which criticism is best supported?" in text
    assert "Limited interaction" in text
    assert "Where is evidence missing?" in text
    assert "C11 non-ubiquity" in text
    assert "[object" not in text


def test_every_view_has_a_picture_and_none_breaks(opened):
    driver = opened()
    for tab in css(driver, "[role=tab]"):
        tab.click()
        (shown,) = [one for one in css(driver, "[role=tabpanel]") if one.is_displayed()]
        assert shown.get_attribute("id") == tab.get_attribute("aria-controls")
        assert "[object" not in shown.text
        assert "undefined" not in shown.text
        if tab.text != "In a minute":
            assert css(driver, f"#{shown.get_attribute('id')} table")


def test_a_click_on_a_claim_shows_statement_locator_and_citing_works(opened, real):
    driver = opened("map")
    css(driver, "[data-id=CL55]")[0].click()
    text = panel(driver)
    assert real.claims["CL55"].statement in text
    assert "4.P2" in text
    for key in real.claims["CL55"].works:
        assert real.works[key].label in text
    assert "attacks CL31" in text
    assert "is attacked by CL45" in text


def test_the_functions_of_citations_are_said(opened, real):
    assert real.citations
    driver = opened("map")
    css(driver, "[data-id=CL55]")[0].click()
    assert "cites as evidence" in panel(driver)


def test_keys_move_open_and_close(opened):
    from selenium.webdriver.common.keys import Keys

    driver = opened("map")
    driver.execute_script("document.querySelector('[data-id=CL55]').focus()")
    press(driver, Keys.ARROW_RIGHT)
    there = active(driver, "dataset.id")
    assert there != "CL55"
    press(driver, Keys.ENTER)
    assert css(driver, "#panel")[0].is_displayed()
    assert active(driver, "tagName") == "H2"
    press(driver, Keys.ESCAPE)
    assert not css(driver, "#panel")[0].is_displayed()
    assert active(driver, "dataset.id") == there


def test_the_map_is_one_stop_of_the_tab_key_and_tabs_move_by_arrows(opened):
    from selenium.webdriver.common.keys import Keys

    driver = opened("map")
    assert len(css(driver, "#view-map .node[tabindex='0']")) == 1
    driver.execute_script("document.getElementById('tab-map').focus()")
    press(driver, Keys.ARROW_RIGHT)
    assert active(driver, "id") == "tab-timeline"
    assert css(driver, "#view-timeline")[0].is_displayed()


def test_focus_can_be_seen(opened):
    from selenium.webdriver.common.keys import Keys

    driver = opened()
    press(driver, Keys.TAB)
    assert "skip" in active(driver, "className")
    press(driver, Keys.TAB)
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert driver.execute_script(f"return {style}") == "solid"


def test_search_finds_by_name_without_accents_and_opens(opened):
    from selenium.webdriver.common.keys import Keys

    driver = opened()
    press(driver, "/")
    press(driver, "todtling")
    assert "Tödtling" in css(driver, "#hits")[0].text
    press(driver, Keys.ARROW_DOWN, Keys.ENTER)
    assert "Tödtling" in panel(driver)
    assert css(driver, "#view-map")[0].is_displayed()


def test_search_says_when_there_is_nothing(opened):
    driver = opened()
    press(driver, "/")
    press(driver, "zzzz")
    assert "Nothing found" in css(driver, "#hits")[0].text


def test_labels_are_large_enough_and_no_shown_label_covers_another(opened):
    driver = opened("map")
    time.sleep(0.3)
    sizes = driver.execute_script(
        "return [...document.querySelectorAll('#view-map text')]"
        ".map(t => parseFloat(getComputedStyle(t).fontSize))"
    )
    assert min(sizes) >= 12
    boxes = driver.execute_script(
        "return [...document.querySelectorAll('#view-map .node:not(.crowded) .beside')]"
        ".map(t => t.getBoundingClientRect()).map(b => [b.x, b.y, b.right, b.bottom])"
    )
    assert len(boxes) > 20
    for number, (x, y, right, bottom) in enumerate(boxes):
        for a, b, c, d in boxes[:number]:
            assert x >= c or a >= right or y >= d - 2 or b >= bottom - 2


def test_zooming_brings_out_more_labels(opened):
    driver = opened("map")
    time.sleep(0.3)
    before = len(css(driver, "#view-map .node.crowded"))
    for _ in range(3):
        css(driver, "#view-map [aria-label='Zoom in']")[0].click()
    time.sleep(0.3)
    assert len(css(driver, "#view-map .node.crowded")) < before or before == 0


def test_the_corpus_is_drawn_and_its_known_work_leads_to_the_graph(opened, real):
    driver = opened("corpus")
    assert "8 works with 56 references" in css(driver, "#view-corpus")[0].text
    assert len(css(driver, "#view-corpus .node")) == 8
    css(driver, "#view-corpus [data-id=W1000001]")[0].click()
    assert "Author1 2001" in panel(driver)
    known = [w for w in real.works.values() if w.doi == "10.1080/0034340052000320887"]
    if known and known[0].doi_confidence != "none":
        assert known[0].label in panel(driver)
        assert len(css(driver, "#view-corpus .node.known")) == 1


def test_bars_of_the_timeline_list_their_works(opened):
    driver = opened("timeline")
    css(driver, "#view-timeline .bar")[-1].click()
    assert "work" in panel(driver)


def test_the_matrix_is_whole_on_paper_and_the_heads_of_tables_say_something(opened):
    driver = opened("matrix")
    driver.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    size = {"width": 1040, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        box = "return document.querySelector('.matrix table').getBoundingClientRect().right"
        assert driver.execute_script(box) <= 1040
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    heads = "return [...document.querySelectorAll('.heat thead th')].map((one) => one.textContent)"
    found = driver.execute_script(heads)
    assert "Condition" in found
    assert "" not in found
    driver.execute_script("window.dispatchEvent(new Event('afterprint'))")


def test_nothing_is_asked_of_the_network(opened):
    driver = opened("map")
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0
