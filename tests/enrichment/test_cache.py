"""What is kept is given back whole, or not at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.enrichment.asked import Answer, Failure, Question
from loclearn.enrichment.cache import Cache, folder
from loclearn.errors import WrongUse
from tests.enrichment import answers
from tests.enrichment import replay as r

ASKED = Question("crossref", "work", "10.1000/x")
KEPT = Answer(ASKED, True, '{"title": "Ä ‐ \u2028 \ud800"}', "2026-11-23", True)


def test_an_answer_comes_back_as_it_was(tmp_path):
    cache = Cache(tmp_path / "new" / "folder")
    cache.keep("https://a.org", KEPT)
    assert cache.answer("https://a.org", ASKED) == KEPT
    assert cache.answer("https://b.org", ASKED) is None
    assert cache.answer("https://a.org", Question("crossref", "work", "10.1000/y")) is None
    assert not list((tmp_path / "new").rglob("*.part"))


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_damage_is_never_taken_for_an_answer(data, tmp_path_factory):
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.keep("https://a.org", KEPT)
    (path,) = cache.folder.rglob("*.json")
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    kind = data.draw(st.sampled_from(["cut", "byte", "insert", "other"]))
    byte = bytes([data.draw(st.integers(0, 255))])
    damaged = {
        "cut": whole[:place],
        "byte": whole[:place] + byte + whole[place + 1 :],
        "insert": whole[:place] + byte + whole[place:],
        "other": data.draw(
            st.sampled_from([b"[]", b"null", b"{}", b"[" * 99999, b'{"status": 1}'])
        ),
    }[kind]
    path.write_bytes(damaged)
    assert cache.answer("https://a.org", ASKED) in (None, KEPT)


def test_a_damaged_answer_is_asked_for_again_or_told(asker, replay):
    path = f"/crossref/works/{answers.DOI}"
    question = Question("crossref", "work", answers.DOI)
    replay.on(path, r.given(answers.crossref()))
    one = asker()
    one.ask(question)
    (file,) = one.cache.folder.rglob("*.json")
    file.write_bytes(file.read_bytes()[:-40])
    failure = asker(offline=True).ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "a damaged answer in the cache"
    again = asker().ask(question)
    assert isinstance(again, Answer)
    assert not again.cached
    assert replay.asked(path) == 2


def test_a_file_in_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "cache").write_text("")
    with pytest.raises(WrongUse, match="--cache"):
        Cache(tmp_path / "cache").keep("https://a.org", KEPT)


def test_the_folder_is_chosen_or_named_or_the_usual_one(monkeypatch):
    assert folder(Path("mine")) == Path("mine")
    monkeypatch.setenv("LOCLEARN_CACHE", "named")
    assert folder(None) == Path("named")
    monkeypatch.delenv("LOCLEARN_CACHE")
    assert folder(None).name in {"loclearn", "Cache"}
