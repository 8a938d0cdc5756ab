"""Answers, errors, redirects, slow and broken connections, from a server on this machine."""

import json
import socket
import time
from email.utils import formatdate

import pytest

from loclearn.enrichment.asked import Answer, Failure, Question
from tests.enrichment import answers
from tests.enrichment import replay as r
from tests.enrichment.asked import DOI, WORKS, each


@each
def test_an_answer_has_its_day_and_is_not_asked_for_again(asker, replay, service):
    question, path, body = WORKS[service]
    replay.on(path, r.given(body))
    first = asker().ask(question)
    assert isinstance(first, Answer)
    assert (first.found, first.retrieved, first.cached) == (True, "2026-11-23", False)
    assert json.loads(first.body) == body
    again = asker(offline=True).ask(question)
    assert isinstance(again, Answer)
    assert (again.body, again.retrieved, again.cached) == (first.body, first.retrieved, True)
    assert replay.asked(path) == 1
    assert asker(refresh=True).ask(question).cached is False
    assert replay.asked(path) == 2


@each
@pytest.mark.parametrize(
    ("body", "kind"),
    [("Resource not found.", "text/plain"), ("<!DOCTYPE html><h1>404</h1>", "text/html")],
)
def test_what_is_not_found_is_an_answer_too(asker, replay, service, body, kind):
    question, path, _ = WORKS[service]
    replay.on(path, r.reply(404, body, kind))
    assert asker().ask(question) == Answer(question, False, "", "2026-11-23", False)
    assert asker(offline=True).ask(question) == Answer(question, False, "", "2026-11-23", True)
    assert replay.asked(path) == 1


@each
@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_that_a_service_asks_for_is_kept(asker, replay, service, status):
    question, path, body = WORKS[service]
    busy = r.reply(status, "busy", "text/plain", Retry_After="7")
    replay.on(path, busy, busy, r.given(body))
    one = asker()
    assert isinstance(one.ask(question), Answer)
    assert [seconds for seconds in one.slept if seconds > 1] == [7, 7]


def test_the_wait_may_be_a_date(asker, replay):
    question, path, body = WORKS["crossref"]
    when = formatdate(time.time() + 20, usegmt=True)
    replay.on(path, r.reply(429, "busy", "text/plain", Retry_After=when), r.given(body))
    one = asker()
    assert isinstance(one.ask(question), Answer)
    (slept,) = [seconds for seconds in one.slept if seconds > 1]
    assert 15 < slept <= 20


@each
def test_a_wait_that_is_too_long_is_told_and_not_waited_for(asker, replay, service):
    question, path, _ = WORKS[service]
    replay.on(path, r.reply(429, "busy", "text/plain", Retry_After="86400"))
    one = asker()
    failure = one.ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "too many questions (status 429; it asks to wait 86,400 s)"
    assert not [seconds for seconds in one.slept if seconds > 1]


@each
def test_without_a_wish_the_waits_double_and_end(asker, replay, service):
    question, path, _ = WORKS[service]
    replay.on(path, r.reply(500, "<html>Oops</html>", "text/html"))
    one = asker(tries=5, backoff=1)
    failure = one.ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "a fault of the service (status 500)"
    assert replay.asked(path) == 5
    waits = [seconds for seconds in one.slept if seconds >= 1]
    assert len(waits) == 4
    for power, seconds in enumerate(waits):
        assert 2**power <= seconds <= 2**power + 1  # the chance is at most one backoff


def test_the_waits_of_one_question_end_before_its_patience(asker, replay):
    question, path, _ = WORKS["openalex"]
    replay.on(path, r.reply(503, "", "text/plain", Retry_After="4"))
    one = asker(tries=50, patience=10)
    assert isinstance(one.ask(question), Failure)
    assert sum(seconds for seconds in one.slept if seconds > 1) == 8


@each
def test_after_three_in_a_row_a_service_is_left_alone(asker, replay, service):
    question, path, body = WORKS[service]
    one = asker(tries=2)
    replay.on(path, r.reply(500))
    questions = [Question(question.service, question.kind, f"10.1000/{n}") for n in range(5)]
    for other in questions:
        own = path.replace(DOI, other.value)
        replay.on(own, r.reply(500))
    failures = [one.ask(other) for other in questions]
    assert [failure.whole for failure in failures] == [False, False, False, True, True]
    assert len(replay.seen) == 6
    replay.on(path, r.given(body))
    assert isinstance(asker().ask(question), Answer)


@each
def test_others_come_through(asker, replay, service):
    question, path, body = WORKS[service]
    if service == "wikidata":
        replay.on(path, r.reply(500), r.reply(500), r.reply(500), r.given(body))
    replay.on(
        path.replace(DOI, "10.1000/bad"), r.reply(500), r.reply(500), r.reply(500), r.given(body)
    )
    replay.on(path, *(replay.acts[path] if service == "wikidata" else [r.given(body)]))
    one = asker()
    assert isinstance(one.ask(Question(question.service, question.kind, "10.1000/bad")), Failure)
    assert isinstance(one.ask(question), Answer)


@each
def test_an_answer_that_takes_too_long_is_given_up(asker, replay, service):
    question, path, _ = WORKS[service]
    replay.on(path, r.slow(replay))
    failure = asker(timeout=0.2, tries=2).ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "no answer within 0.2 s"
    assert replay.asked(path) == 2


@pytest.mark.parametrize("service", ["openalex", "opencitations", "wikidata"])
def test_an_answer_that_drips_is_given_up(asker, replay, service):
    question, path, _ = WORKS[service]
    replay.on(path, r.dripping(replay))
    begin = time.monotonic()
    failure = asker(timeout=0.2, tries=1).ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "no answer within 0.8 s"
    assert time.monotonic() - begin < 2.5


@each
def test_a_connection_that_breaks_is_tried_again(asker, replay, service):
    question, path, body = WORKS[service]
    replay.on(path, r.reset(), r.given(body))
    assert isinstance(asker().ask(question), Answer)
    replay.on(path, r.reset())
    failure = asker(refresh=True).ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "an answer that broke off"


@each
def test_json_that_breaks_off_is_tried_again(asker, replay, service):
    question, path, body = WORKS[service]
    cut = r.reply(200, json.dumps(body)[:-9])
    replay.on(path, cut, r.given(body))
    assert isinstance(asker().ask(question), Answer)
    replay.on(path, cut)
    failure = asker(refresh=True).ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "JSON that breaks off or is broken"


@each
def test_a_web_page_is_no_answer(asker, replay, service, tmp_path):
    question, path, _ = WORKS[service]
    page = "<!DOCTYPE html><html><head><title>Log in to the library</title></head></html>"
    replay.on(path, r.reply(200, page, "text/html"))
    failure = asker().ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "a web page instead of an answer (Log in to the library)"
    assert "log in" in failure.cure
    assert not (tmp_path / "cache").exists()


@each
@pytest.mark.parametrize("body", ["null", '"a"', "7", '{"other": 1}', '{"error": "x"}'])
def test_json_in_another_form_is_no_answer(asker, replay, service, body):
    question, path, _ = WORKS[service]
    replay.on(path, r.reply(200, body))
    failure = asker().ask(question)
    assert isinstance(failure, Failure)
    assert "form" in failure.said


@each
def test_an_empty_answer_is_no_answer(asker, replay, service):
    question, path, _ = WORKS[service]
    replay.on(path, r.reply(200, ""))
    assert isinstance(asker().ask(question), Failure)


@each
def test_an_answer_that_is_too_large_is_refused(asker, replay, service):
    question, path, body = WORKS[service]
    large = {**body, "x": "y" * 9000} if isinstance(body, dict) else [*body, {"x": "y" * 9000}]
    if service == "crossref":
        large = answers.crossref(abstract="y" * 9000)
    replay.on(path, r.zipped(large))  # small on the way, large when unpacked
    failure = asker(largest=5000).ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "an answer of more than 5,000 bytes"
    assert isinstance(asker(largest=20000).ask(question), Answer)


@each
def test_what_is_no_gzip_is_told(asker, replay, service):
    question, path, _ = WORKS[service]
    replay.on(path, r.reply(200, b"no gzip", Content_Encoding="gzip"))
    failure = asker().ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == "an answer that broke off"


def test_used_up_credits_are_told_with_a_cure_and_end_the_questions(asker, replay):
    question, path, _ = WORKS["openalex"]
    spent = r.reply(
        429, '{"error": "Rate limit exceeded"}', X_RateLimit_Remaining="0",
        X_RateLimit_Reset="7200", Retry_After="5",
    )  # fmt: skip
    replay.on(path, spent)
    one = asker()
    failure = one.ask(question)
    assert failure == Failure(
        question, "the credits are used up",
        "They come back in 2.0 hours. A free key in OPENALEX_API_KEY gives more.", whole=True,
    )  # fmt: skip
    assert one.ask(Question("openalex", "work", "10.1000/next")).whole
    assert len(replay.seen) == 1
    assert one.slept == []


def test_too_many_questions_with_credits_left_are_asked_again(asker, replay):
    question, path, body = WORKS["openalex"]
    replay.on(path, r.reply(429, "{}", X_RateLimit_Remaining="90"), r.given(body))
    assert isinstance(asker().ask(question), Answer)


@each
@pytest.mark.parametrize("status", [401, 403])
def test_no_admission_ends_the_questions(asker, replay, service, status):
    question, path, _ = WORKS[service]
    replay.on(path, r.reply(status, "{}"))
    failure = asker({"OPENALEX_API_KEY": "k"}).ask(question)
    assert isinstance(failure, Failure)
    assert failure.said == f"no admission (status {status})"
    assert ("key is right" in failure.cure) is (service == "openalex")
    assert len(replay.seen) == 1


@each
def test_a_server_that_is_not_there_is_asked_twice_and_left_alone(asker, service):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}"
    question, _, _ = WORKS[service]
    one = asker(tries=9)
    one.table = {
        id_: type(row)(**{**vars(row), "address": nowhere}) for id_, row in one.table.items()
    }
    failure = one.ask(question)
    assert isinstance(failure, Failure)
    assert (failure.said, failure.whole) == ("no connection", True)
    slept = list(one.slept)
    assert len(slept) <= 2
    assert one.ask(Question(question.service, question.kind, "10.1000/next")).whole
    assert one.slept == slept


def test_questions_come_no_faster_than_the_table_says(asker):
    one = asker(rate=2, search_rate=0.5)
    one.ask(Question("openalex", "work", "10.1000/1"))
    one.ask(Question("openalex", "work", "10.1000/2"))
    one.ask(Question("openalex", "search", "words"))
    one.ask(Question("openalex", "work", "10.1000/3"))
    # time does not pass while it only writes down how long it would sleep
    assert one.slept == pytest.approx([0.5, 1.0, 3.0], abs=0.4)


def test_a_doi_with_signs_of_addresses_stays_whole(asker, replay):
    doi = "10.1002/(sici)1097-0266(199905)20:5<421::aid-smj39>3.0.co;2-#a?b%25"
    replay.on(f"/crossref/works/{doi}", r.given(answers.crossref(doi)))
    replay.on(f"/openalex/works/doi:{doi}", r.given(answers.openalex(doi)))
    replay.on(f"/opencitations/references/doi:{doi}", r.given(answers.references()))
    for service, kind in (
        ("crossref", "work"), ("openalex", "work"), ("opencitations", "references"),
    ):  # fmt: skip
        answer = asker().ask(Question(service, kind, doi))
        assert isinstance(answer, Answer)
        assert answer.found, service
