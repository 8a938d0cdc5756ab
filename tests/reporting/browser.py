"""A browser with the report in it, and what tests ask of it."""

import time

import pytest

from tests.literature.test_browser import CHROMIUM, DRIVER, css, driver

__all__ = ["driver", "large_one", "small_one"]
NEEDED = pytest.mark.skipif(not (CHROMIUM.exists() and DRIVER.exists()), reason="needs chromium")
WAIT = 60


def at(driver, page):
    driver.get("about:blank")
    driver.get(page.as_uri())
    begun = time.monotonic()
    while not driver.execute_script("return document.documentElement.dataset.ready"):
        assert time.monotonic() - begun < WAIT, driver.get_log("browser")
        time.sleep(0.02)
    return driver


@pytest.fixture
def small_one(driver, small_page):
    """Open the small page; at the end, the console must be empty."""
    yield at(driver, small_page)
    assert driver.get_log("browser") == []


@pytest.fixture
def large_one(driver, large_page):
    yield at(driver, large_page)
    assert driver.get_log("browser") == []


def script(driver, text, *arguments):
    return driver.execute_script(text, *arguments)


def rows(driver):
    return css(driver, "#rows tr[data-place]")


def sheet(driver):
    return css(driver, "#sheet")[0]


def how_many(driver):
    return css(driver, "#how-many")[0].text


def choose(driver, selector, value):
    from selenium.webdriver.support.ui import Select

    Select(css(driver, selector)[0]).select_by_value(value)
