"""The page as a file: whole, of one piece, and asking nothing of the network."""

import json
import re
from html.parser import HTMLParser

import pytest

from loclearn.knowledge import knowledge
from loclearn.literature.coverage import condition_names
from loclearn.literature.html import SCRIPTS, page
from loclearn.literature.page_data import page_data, timeline
from loclearn.literature.picture import FRAME, picture
from loclearn.webpage.assembling import SHARED, embedded
from tests.conftest import ROOT
from tests.literature.conftest import claim, literature, work

FILES = ROOT / "src" / "loclearn" / "literature" / "page"
COMMON = ROOT / "src" / "loclearn" / "webpage" / "scripts"


def text_of(name):
    return ((COMMON if name in SHARED else FILES) / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written(real):
    return page(page_data(real, condition_names(knowledge().store)))


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def read(text):
    reader = Reader()
    reader.feed(text)
    return reader.tags


def test_nothing_is_loaded_from_elsewhere(written):
    for tag, attributes in read(written):
        for name in ("src", "href", "data", "action", "poster", "srcset"):
            assert not re.match(r"\s*(https?:)?//", attributes.get(name) or ""), (tag, attributes)
        assert tag not in ("iframe", "object", "embed")
    style = (FILES / "style.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style
    script = "".join(map(text_of, SCRIPTS))
    for call in ("fetch(", "XMLHttpRequest", "import(", "WebSocket", "sendBeacon", ".innerHTML"):
        assert call not in script
    assert set(re.findall(r"https?://[^\s\"`$]+", script)) == {
        "http://www.w3.org/2000/svg",
        "https://doi.org/",
    }


def test_the_page_forbids_itself_to_load_anything(written):
    policies = [a["content"] for t, a in read(written) if t == "meta" and "http-equiv" in a]
    assert policies == [
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    ]


def test_language_caution_and_every_script(written):
    assert ("html", {"lang": "en"}) in read(written)
    assert "One reading of the literature, coded by hand; not the truth." in written
    assert set(SCRIPTS) - set(SHARED) == {path.name for path in FILES.glob("*.js")}
    for name in SCRIPTS:
        assert text_of(name) in written


def test_data_cannot_leave_their_element(real):
    hostile = literature(
        [work("w")], claims=[claim("</script><script>alert(1)</script>", element="<!-- data -->")]
    )
    text = page(page_data(hostile, {"C": "<!-- script -->"}))
    assert text.count("</script>") == page(page_data(real, {})).count("</script>")
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert json.loads(data)["conditions"] == {"C": "<!-- script -->"}


def test_signs_that_no_file_can_hold(tmp_path):
    text = embedded({"a": "\ud800\u2028"})
    (tmp_path / "x").write_text(text, encoding="utf-8")
    assert json.loads(text) == {"a": "?\u2028"}


def test_an_empty_literature_still_makes_a_page():
    assert "<html" in page(page_data(literature(), {}))


def test_every_dated_work_with_a_part_is_in_the_timeline_once(real):
    data = page_data(real, {})
    keys = [k for one in data["timeline"] for keys in one["works"].values() for k in keys]
    parts = {k for k, w in data["works"].items() if w["camp"] != "none" and w["year"]}
    assert sorted(keys) == sorted(parts)


def test_a_timeline_of_one_year():
    (one,) = timeline(literature([work("w", 2000)]), {"w": "argument"})
    assert one == {"label": "2000", "from": 2000, "to": 2000, "works": {"argument": ["w"]}}


def test_no_claim_covers_another_on_the_map(real):
    drawn = picture(real)
    places = [(x * FRAME[0], y * FRAME[1]) for x, y in drawn.claims.values()]
    for number, (x, y) in enumerate(places):
        for a, b in places[:number]:
            assert abs(x - a) >= 50 or abs(y - b) >= 24


def test_elements_differ_in_colour_or_shape(real):
    looks = [(one.colour, one.shape) for one in picture(real).elements]
    assert len(set(looks)) == len(looks)


def test_elements_that_the_palette_does_not_know_get_a_look_of_their_own():
    told = literature(claims=[claim(f"K{n}", element=f"element-{n}") for n in range(7)])
    looks = [(one.colour, one.shape) for one in picture(told).elements]
    assert len(set(looks)) == 7
