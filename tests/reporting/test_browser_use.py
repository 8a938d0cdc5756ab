"""The report by keys, on paper and for eyes that see less: what an outside checker found wrong."""

from tests.literature.test_browser import active, css, press
from tests.reporting import probes
from tests.reporting.browser import NEEDED, driver, large_one, script, sheet, small_one

pytestmark = NEEDED
__all__ = ["driver", "large_one", "small_one"]
OUTSIDE = """
return [...document.querySelectorAll(".chart")].flatMap((chart) => {
  const [, , width] = chart.getAttribute("viewBox").split(" ").map(Number);
  return [...chart.querySelectorAll("text")].map((text) => [text.getBBox(), text.textContent])
    .filter(([box]) => box.x < 0 || box.x + box.width > width).map(([, text]) => text);
});
"""


def test_each_class_of_the_map_leaves_its_text_readable(small_one):
    script(
        small_one,
        "document.querySelector('.tiles').innerHTML = ['c0', 'c1', 'c2', 'c3', 'c4'].map("
        "(one) => `<li><button class='tile ${one}'><b>${one}</b></button>`).join('')",
    )
    tiles = [one for one in script(small_one, probes.CONTRASTS) if one[1].startswith("<b>c")]
    assert len(tiles) == 5
    assert min(tiles)[0] >= 4.5


def test_tiles_are_one_stop_and_their_names_begin_with_what_is_seen(small_one):
    tiles = css(small_one, ".tile")
    assert tiles
    assert len(css(small_one, ".tile[tabindex='0']")) == 1
    for one in tiles:
        said = one.get_attribute("textContent")
        assert one.accessible_name.replace("\n", " ").startswith(said.split(":")[0].strip())
        assert one.get_attribute("title") in said
    assert css(small_one, "svg.regions")[0].get_attribute("tabindex") == "-1"


def test_focus_goes_back_to_what_opened_the_sheet(small_one):
    from selenium.webdriver.common.keys import Keys

    script(small_one, "document.querySelector('#firmness details').open = true")
    script(small_one, "document.querySelector('#firmness details button').focus()")
    press(small_one, Keys.ENTER)
    assert sheet(small_one).is_displayed()
    assert sheet(small_one).accessible_name == css(small_one, "#sheet-title")[0].text
    press(small_one, Keys.ESCAPE)
    assert script(small_one, "return document.activeElement.closest('#firmness') !== null")
    assert active(small_one, "tagName") == "BUTTON"


def test_no_text_of_a_chart_is_cut_on_screen_phone_or_paper(small_one):
    for media, width in (("screen", 1280), ("screen", 390), ("print", 700)):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        small_one.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        small_one.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
        try:
            assert script(small_one, OUTSIDE) == [], (media, width)
        finally:
            small_one.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
            small_one.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_paper_is_light_and_afterwards_the_page_is_as_it_was(large_one):
    script(large_one, "document.querySelector('#methods details').open = true")
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    link = "return getComputedStyle(document.querySelector('#methods a')).color"
    light = script(large_one, link)
    script(large_one, "window.dispatchEvent(new Event('beforeprint'))")
    large_one.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": dark})
    try:
        assert script(large_one, link) == light
        assert not any(one.is_displayed() for one in css(large_one, "textarea"))
        shown = [one for one in css(large_one, ".firmest tbody tr") if one.is_displayed()]
        assert 0 < len(shown) <= 25
    finally:
        large_one.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
        script(large_one, "window.dispatchEvent(new Event('afterprint'))")
    assert len(css(large_one, "main details[open]")) == 1
