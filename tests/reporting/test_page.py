"""The page as a file: whole, reproducible, of one piece, and naming nobody."""

import base64
import json
import re
import zlib
from collections import Counter
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest

from loclearn.assessment import assess
from loclearn.conditions import read_theory
from loclearn.errors import Problem
from loclearn.reporting.columns import VALUES
from loclearn.reporting.provenance import warnings
from loclearn.reporting.report import SCRIPTS
from loclearn.reporting.theory_data import cuts
from loclearn.sources.world import World
from loclearn.webpage.assembling import SHARED
from tests.conftest import ROOT
from tests.reporting.conftest import PERSON

FILES = ROOT / "src" / "loclearn" / "reporting" / "page"
COMMON = ROOT / "src" / "loclearn" / "webpage" / "scripts"


def text_of(name):
    return ((COMMON if name in SHARED else FILES) / name).read_text(encoding="utf-8")


def data_of(page):
    (text,) = re.findall(r'id="data">(.*?)</script>', page.read_text(encoding="utf-8"))
    return json.loads(zlib.decompress(base64.b64decode(text)))


@pytest.fixture(scope="module")
def data(small_page):
    return data_of(small_page)


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def tags(text):
    reader = Reader()
    reader.feed(text)
    return reader.tags


def test_nothing_is_loaded_from_elsewhere(small_page):
    for tag, attributes in tags(small_page.read_text(encoding="utf-8")):
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


def test_the_page_forbids_itself_to_load_anything(small_page):
    found = tags(small_page.read_text(encoding="utf-8"))
    assert [a["content"] for t, a in found if t == "meta" and "http-equiv" in a] == [
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    ]
    assert ("html", {"lang": "en"}) in found


def test_every_script_is_in_the_page_and_small(small_page):
    text = small_page.read_text(encoding="utf-8")
    assert set(SCRIPTS) - set(SHARED) == {path.name for path in FILES.glob("*.js")}
    for name in SCRIPTS:
        assert text_of(name) in text
        assert text_of(name).count("\n") < 220, name


def test_hostile_texts_stay_texts(small_page, data):
    text = small_page.read_text(encoding="utf-8")
    assert "<title>A &lt;b&gt;&amp; title</title>" in text
    assert text.count("</script>") == 2
    assert data["date"] == "1970-01-02"
    assert data["regions"]["R1"][0] == "River <b>Land</b>"


def test_verdicts_are_those_of_assess(small, data):
    names = data["settings"]["period"]["names"]
    ids = sorted(data["verdictIds"])
    columns = [data["verdicts"][id_] for id_ in ids]
    settings = data["settings"]
    got = Counter()
    for row, values in enumerate(zip(*columns, strict=True)):
        case = data["cases"].get(str(row), {}).get("id")
        period = settings["period"]["at"][row]
        key = case or "|".join(
            settings[name]["names"][settings[name]["at"][row]] for name in ("region", "activity")
        )
        for id_, digit in zip(ids, values, strict=True):
            got[key, None if period < 0 else names[period], id_, VALUES[int(digit)]] += 1
    expected = Counter(
        (one.setting.id if "|" not in one.setting.id else one.setting.id.rpartition("|")[0],
         one.setting.period, one.condition.id, one.value)
        for one in assess(data=[small], embedded=False).verdicts
    )  # fmt: skip
    assert got == expected
    assert {value for *_, value in expected} == set(VALUES)


def test_nobody_is_named(small_page, data):
    page = small_page.read_text(encoding="utf-8")
    # packed data are letters by chance: what is looked for in them are the data
    whole = json.dumps(data) + re.sub(r"[A-Za-z0-9+/=]{200,}", "", page)
    assert len(whole) < len(json.dumps(data)) + len(page)
    for name in (PERSON, "Nobody Known", "Nobody Funded", "R11", "R1U", str(small_page.parent)):
        assert name not in whole, name
    warned = [o["found"] for o in data["read"]["warnings"] if o["where"].startswith("ties")]
    assert "1 ties with actors that no table knows" in warned
    warned = [o["found"] for o in data["read"]["warnings"] if o["where"].startswith("consortia")]
    assert sorted(warned) == [
        "1 participations of actors that no table knows",
        "rows that name actors, who are not shown here",
    ]


def test_an_actor_whose_name_looks_like_a_count_is_not_shown():
    world = World(ox.Store(), (), ())
    found = (
        "12 ties Ltd, survey 2 times, last in row 3", "3 more repeated keys",
        "12 ties with actors that no table knows: 5 ties", "2010/2015 and 2012, which overlap",
    )  # fmt: skip
    problems = [Problem("consortia", None, None, each, "", "", "warning") for each in found]
    assert [one["found"] for one in warnings(problems, world)] == [
        "rows that name actors, who are not shown here", "3 more repeated keys",
        "12 ties with actors that no table knows", "2010/2015 and 2012, which overlap",
    ]  # fmt: skip


def test_what_was_read_is_counted(small, data):
    tables = {one["kind"]: one for one in data["read"]["tables"]}
    assert tables["actors"]["rows"] == 19
    assert tables["employment"]["coverage"] == {"census": 6, "sample": 6}
    assert data["read"]["unplaced"] == [
        {"table": "actors", "reason": "no region X9 in NUTS", "rows": 3}
    ]
    files = {one["name"]: one for one in data["read"]["files"]}
    assert files["actors.csv"]["size"] == (small / "actors.csv").stat().st_size
    assert {"cases.csv", "evidence.csv", "regions.csv"} <= set(files)


def test_what_is_cited_can_be_copied(data):
    assert data["methods"]["bibtex"].count("@") >= 3
    keys = [one["id"] for one in json.loads(data["methods"]["csl"])]
    assert keys[:2] == ["loclearn", "malmbergmaskell2005"]
    assert any("Me 2020" in text for text in data["methods"]["references"])
    assert len(data["methods"]["references"]) == len(keys)


@pytest.mark.parametrize(("profile", "least"), [("default", 1.25), ("strict", 2.0)])
def test_cuts_are_the_thresholds_of_the_profile(profile, least):
    found = list(cuts(read_theory(profile)))
    (cut,) = [cut for cut in found if cut["threshold"] == "Overrepresented"]
    assert (cut["condition"], cut["side"], cut["bounds"]) == ("C01", "supported", [[">=", least]])
    assert not [cut for cut in found if cut["indicator"] == "pipeline-reach"]


def test_ten_thousand_settings_stay_small(large_page):
    assert large_page.stat().st_size < 20_000_000
    assert len(data_of(large_page)["verdicts"]["C01"]) == 10_000
