"""Whatever JSON a service answers with, and whatever it says of waiting, nothing breaks."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loclearn.enrichment.asked import Answer, Question, Reply, Trouble
from loclearn.enrichment.judging import judged, retry_after
from loclearn.enrichment.opencitations import citing
from loclearn.enrichment.services import services
from loclearn.enrichment.works import works
from tests.enrichment import answers

TABLE = services(environment={})
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANY = st.recursive(
    LEAVES, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=9), x, max_size=3)
)
WHOLE = {
    ("crossref", "work"): answers.crossref(**{"updated-by": [{"DOI": "10.1000/x", "type": "a"}],
                                              "relation": {"is-corrected-by": [{"id": "x"}]}}),
    ("crossref", "search"): answers.found_by_crossref(answers.crossref_work()),
    ("openalex", "work"): answers.openalex(),
    ("openalex", "search"): {"results": [answers.openalex()]},
    ("opencitations", "references"): answers.references(),
    ("opencitations", "citations"): answers.citations(),
    ("opencitations-meta", "metadata"): answers.metadata(),
    ("wikidata", "item"): answers.wikidata({"said": "retraction", "doi": "x", "date": "y"}),
}  # fmt: skip


def places(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if (
        isinstance(value, list)) else ()  # fmt: skip
    for name, inner in items:
        yield from places(inner, (*path, name))


def changed(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize("asked", WHOLE, ids="-".join)
@given(data=st.data())
def test_any_value_in_any_place_of_an_answer_is_borne(asked, data):
    whole = WHOLE[asked]
    path = data.draw(st.sampled_from(list(places(whole))))
    body = json.dumps(changed(whole, path, data.draw(ANY)))
    try:
        found, said = judged(Reply(200, {}, body), TABLE[asked[0]])
    except Trouble:
        return
    assert said.encode()
    answer = Answer(Question(*asked, "10.1000/x"), found, said, "2026-11-23", False)
    for work in works(answer, "It"):
        assert (work.record.file, work.record.retrieved) == ("It", "2026-11-23")
        assert all(isinstance(str(notice), str) for notice in work.notices)
    if asked[1] == "citations":
        assert all(doi for doi, _ in citing(said))


@given(st.text() | st.integers().map(str) | st.floats().map(str))
def test_any_wish_to_wait_is_a_number_of_seconds_or_none(text):
    after = retry_after(Reply(429, {"retry-after": text}))
    assert after is None or 0 <= after <= 31_536_000


@given(st.text(), st.sampled_from([200, 204, 400, 404, 418, 429, 500]))
def test_any_text_is_an_answer_or_a_trouble(text, status):
    for service in TABLE.values():
        found, body = True, text
        with suppress(Trouble):
            found, body = judged(Reply(status, {}, text), service)
            assert found is (status == 200)
        assert body == (text if found else "")
