"""Where questions go, by way of redirects, and what goes along."""

import pytest

from loclearn.enrichment.asked import Answer, Failure
from tests.enrichment import answers
from tests.enrichment import replay as r
from tests.enrichment.asked import DOI, WORKS, each


@each
@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_on_the_same_server_is_followed(asker, replay, service, status):
    question, path, body = WORKS[service]
    after = path.replace(DOI, "10.1000/new") if DOI in path else "/wikidata/works/new"
    replay.on(path, r.redirect(after, status))
    replay.on(after, r.given(body))
    assert isinstance(asker().ask(question), Answer)


ENVIRONMENT = {
    "LOCLEARN_MAIL": "ida@example.org",
    "OPENALEX_API_KEY": "open-secret",
    "OPENCITATIONS_ACCESS_TOKEN": "token-secret",
}
OWN = {
    "crossref": "ida@example.org",
    "openalex": "open-secret",
    "opencitations": "token-secret",
    "wikidata": "ida@example.org",
}


@each
def test_keys_and_mail_go_only_to_their_service_and_no_further(asker, replay, elsewhere, service):
    question, path, body = WORKS[service]
    replay.on(path, r.redirect(f"{elsewhere.base}{path.replace('/wikidata', '/wikidata/works')}"))
    elsewhere.on(path.replace("/wikidata", "/wikidata/works"), r.given(body))
    assert isinstance(asker(ENVIRONMENT).ask(question), Answer)
    (here,), (there,) = replay.seen, elsewhere.seen
    sent = str(here)
    assert OWN[service] in sent
    for secret in set(OWN.values()) - {OWN[service]}:
        assert secret not in sent
    for secret in OWN.values():
        assert secret not in str(there)
    assert "cookie" not in there.headers


@each
def test_no_secret_is_kept_even_if_a_service_repeats_it(asker, replay, service, tmp_path):
    question, path, _ = WORKS[service]
    texts = " ".join(OWN.values())
    told = {
        "crossref": answers.crossref(abstract=texts),
        "openalex": answers.openalex(note=texts),
        "opencitations": [{"cited": texts}],
        "wikidata": answers.wikidata({"said": texts}),
    }
    replay.on(path, r.given(told[service]))
    one = asker(ENVIRONMENT)
    answer = one.ask(question)
    files = [path.read_text("utf-8") for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(files) == 1
    assert OWN[service] not in files[0] + answer.body + repr(one.table)


@each
@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/passwd", "a redirect to file:///etc/passwd"),
        ("", "a redirect to nowhere"),
        ("ftp://127.0.0.1/x", "a redirect to ftp://127.0.0.1/x"),
    ],
)
def test_a_redirect_to_what_is_not_the_web_is_refused(asker, replay, service, location, said):
    question, path, _ = WORKS[service]
    replay.on(path, r.redirect(location))
    failure = asker().ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == said


@each
def test_a_redirect_to_what_is_no_address_is_told(asker, replay, service):
    question, path, _ = WORKS[service]
    replay.on(path, r.redirect("http://[broken/x"))
    assert isinstance(asker().ask(question), Failure)


@each
def test_a_loop_of_redirects_ends(asker, replay, service):
    question, path, _ = WORKS[service]
    other = path + "/works/2"
    replay.on(path, r.redirect(other))
    replay.on(other, r.redirect(path))
    failure = asker().ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "more than 5 redirects"
    assert len(replay.seen) == 6


@each
def test_offline_asks_nobody(asker, replay, service):
    question, path, body = WORKS[service]
    replay.on(path, r.given(body))
    failure = asker(offline=True).ask(question)
    assert failure == Failure(question, "no answer in the cache", "Ask again without --offline.")
    assert replay.seen == []


def test_who_asks_is_said_and_a_mail_address_only_to_whom_it_serves(asker, replay):
    for question, path, body in WORKS.values():
        replay.on(path, r.given(body))
        asker(ENVIRONMENT).ask(question)
    agents = {one.path.split("/")[1]: one.headers["user-agent"] for one in replay.seen}
    assert all("loclearn/" in agent for agent in agents.values())
    told = {service for service, agent in agents.items() if "ida@example.org" in agent}
    assert told == {"crossref", "wikidata"}
    keys = {one.path.split("/")[1]: one.headers.get("authorization") for one in replay.seen}
    assert keys == {
        "crossref": None, "openalex": "Bearer open-secret", "opencitations": "token-secret",
        "wikidata": None,
    }  # fmt: skip
