"""Ask services: from the cache, else over the network, slowly enough and not for ever."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from loclearn.enrichment.asked import Answer, Failure, Question, Trouble
from loclearn.enrichment.cache import Cache
from loclearn.enrichment.services import Service
from loclearn.errors import WrongUse, shorten

if TYPE_CHECKING:
    from loclearn.enrichment.web import Transport

_WEB, _CROSSREF = "loclearn.enrichment.web", "loclearn.enrichment.crossref_web"
REDIRECTS = 5
"""So many redirects are followed."""
_IN_A_ROW = 3
"""After so many questions in a row without an answer a service is left alone."""
_APART = 2
"""A server that is not reached at all is tried so often."""


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


class Asker:
    """Ask services, and keep their answers.

    Parameters
    ----------
    table: the services by id.
    cache: where answers are kept.
    offline: whether only the cache is asked.
    refresh: whether the cache is passed over, and its answers are replaced.
    today: the day of an answer. sleep: how to wait for a number of seconds.
    """

    def __init__(
        self,
        table: dict[str, Service],
        cache: Cache,
        *,
        offline: bool = False,
        refresh: bool = False,
        today: Callable[[], str] = _today,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.table, self.cache = table, cache
        self.offline, self.refresh = offline, refresh
        self.today, self.sleep = today, sleep
        self.down: dict[str, Trouble] = {}
        self._next: dict[str, float] = {}
        self._row: dict[str, int] = {}
        self._open: dict[str, Transport] = {}

    def ask(self, question: Question) -> Answer | Failure:
        """Return the answer to a question, or why there is none."""
        service = self.table[question.service]
        if self.offline or not self.refresh:
            kept = self.cache.answer(service.address, question)
            if kept is not None:
                return kept
        if self.offline:
            return self._missing(service, question)
        if service.id in self.down:
            trouble = self.down[service.id]
            return Failure(question, trouble.said, trouble.cure, whole=True)
        try:
            found, body = self._persistently(service, question)
        except Trouble as trouble:
            return self._failed(question, trouble)
        self._row[service.id] = 0
        for secret in service.secrets:
            body = body.replace(secret, "…")
        answer = Answer(question, found, body, self.today(), False)
        self.cache.keep(service.address, answer)
        return answer

    def _missing(self, service: Service, question: Question) -> Failure:
        said = "no answer in the cache"
        if self.cache.damaged(service.address, question):
            said = "a damaged answer in the cache"
        return Failure(question, said, "Ask again without --offline.")

    def _failed(self, question: Question, trouble: Trouble) -> Failure:
        self._row[question.service] = self._row.get(question.service, 0) + trouble.again
        if trouble.down or trouble.apart or self._row[question.service] >= _IN_A_ROW:
            self.down[question.service] = trouble
        return Failure(question, trouble.said, trouble.cure, trouble.down or trouble.apart)

    def _persistently(self, service: Service, question: Question) -> tuple[bool, str]:
        """Ask until there is an answer; wait as long as the service asks for, or ever longer."""
        tenacity = _module("tenacity")
        address = _module("loclearn.enrichment.addresses").address(service, question)
        longer = tenacity.wait_exponential(multiplier=service.backoff, max=service.patience)
        chance = tenacity.wait_random(0, service.backoff)

        def wait(state: Any) -> float:
            after = state.outcome.exception().after
            return float(longer(state) + chance(state) if after is None else after)

        def stop(state: Any) -> bool:
            tries = min(_APART, service.tries) if state.outcome.exception().apart else service.tries
            waited = state.idle_for + state.upcoming_sleep
            return bool(state.attempt_number >= tries or waited > service.patience)

        again = tenacity.Retrying(
            retry=tenacity.retry_if_exception(lambda e: isinstance(e, Trouble) and e.again),
            wait=wait,
            stop=stop,
            sleep=self.sleep,
            reraise=True,
        )
        found, body = again(self._once, service, question, address)
        return bool(found), str(body)

    def _once(self, service: Service, question: Question, address: str) -> tuple[bool, str]:
        """Ask once, and follow redirects; to another server nothing goes along that names us."""
        judged = _module("loclearn.enrichment.judging").judged
        transport, home = self._transport(service), _origin(service.address)
        for _ in range(REDIRECTS + 1):
            self._pace(service, question)
            reply = transport.get(address, known=_origin(address) == home)
            if reply.status not in {301, 302, 303, 307, 308}:
                found, body = judged(reply, service)
                return bool(found), str(body)
            address = _target(address, reply.headers.get("location", ""))
        raise Trouble(f"more than {REDIRECTS} redirects", "Look whether the DOI is right.")

    def _pace(self, service: Service, question: Question) -> None:
        """Wait until the service may be asked again."""
        rate = service.search_rate if question.kind == "search" else service.rate
        now = time.monotonic()
        start = max(now, self._next.get(service.id, now))
        self._next[service.id] = start + 1 / rate
        if start > now:
            self.sleep(start - now)

    def _transport(self, service: Service) -> "Transport":
        if service.id not in self._open:
            if service.id == "crossref":
                self._open[service.id] = _module(_CROSSREF).CrossrefWeb(service)
            else:
                self._open[service.id] = _module(_WEB).Web(service)
        return self._open[service.id]

    def close(self) -> None:
        """Close the connections."""
        for transport in self._open.values():
            transport.close()


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port


def _target(address: str, location: str) -> str:
    """Return where a redirect leads; raise Trouble where that is no address of the web."""
    try:
        target = urljoin(address, location)
        scheme, host, _ = _origin(target)
    except ValueError:
        target, scheme, host = "", "", None
    if not location or scheme not in {"http", "https"} or not host:
        raise Trouble(f"a redirect to {shorten(location) or 'nowhere'}")
    return target


def _module(name: str) -> Any:
    """Return a module that needs the packages of the extra web."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("loclearn"):
            raise
        raise WrongUse(
            'Asking services needs packages: install them with pip install "loclearn[web]", or '
            "use --offline."
        ) from None
