"""Whether a reply is an answer, and if not, what to do about it."""

import json
import re
from typing import Any

from loclearn.enrichment.asked import Reply, Trouble
from loclearn.enrichment.services import Service
from loclearn.errors import shorten

_YEAR = 31_536_000
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_HALF = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,200})", re.IGNORECASE)


def judged(reply: Reply, service: Service) -> tuple[bool, str]:
    """Return whether a service knows what it was asked for, and its words.

    Raises Trouble where the reply is no answer.

    >>> from loclearn.enrichment.services import services
    >>> judged(Reply(404, {}, "Resource not found."), services(environment={})["crossref"])
    (False, '')
    """
    if reply.status in {404, 410}:
        return False, ""
    if reply.status == 429 and _used_up(reply):
        raise Trouble("the credits are used up", _credits(reply, service), down=True)
    if reply.status in _AGAIN:
        said = "too many questions" if reply.status == 429 else "a fault of the service"
        after = retry_after(reply)
        long = f"; it asks to wait {after:,.0f} s" if (after or 0) > service.patience else ""
        raise Trouble(f"{said} (status {reply.status}{long})", again=True, after=after)
    if reply.status in {401, 403}:
        raise Trouble(f"no admission (status {reply.status})", _key(service), down=True)
    if reply.status != 200:
        raise Trouble(f"status {reply.status}{_words(reply)}", "Report it if it stays so.")
    return True, _looked_at(reply.body, service.id.partition("-")[0])


def _looked_at(body: str, service: str) -> str:
    """Return a body without halves of characters, which no file can hold.

    Raises Trouble when it is not JSON, or not of the form that the service gives.
    """
    if _MARKUP.match(body):
        title = _TITLE.search(body)
        named = f" ({shorten(title[1])})" if title else ""
        cure = "Look whether your network asks you to log in, or try again later."
        raise Trouble(f"a web page instead of an answer{named}", cure)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Trouble("JSON that breaks off or is broken", again=True) from None
    if not _formed(found, service):
        raise Trouble("JSON in another form than expected", "Report it if it stays so.")
    if _HALF.search(body):
        text = json.dumps(found, ensure_ascii=False)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return body


def _formed(found: Any, service: str) -> bool:
    if service == "opencitations":
        return isinstance(found, list)
    if not isinstance(found, dict):
        return False
    if service == "crossref":
        return isinstance(found.get("message"), dict)
    if service == "wikidata":
        results = found.get("results")
        return isinstance(results, dict) and isinstance(results.get("bindings"), list)
    return isinstance(found.get("results"), list) or isinstance(found.get("id"), str)


def retry_after(reply: Reply) -> float | None:
    """Return how many seconds a service asks to wait, given as a number or as a date.

    >>> retry_after(Reply(429, {"retry-after": "7"})), retry_after(Reply(429, {"retry-after": "?"}))
    (7.0, None)
    """
    from urllib3.exceptions import InvalidHeader  # noqa: PLC0415
    from urllib3.util import Retry  # noqa: PLC0415

    try:
        return float(Retry(retry_after_max=_YEAR).parse_retry_after(reply.headers["retry-after"]))
    except (KeyError, InvalidHeader, ValueError, OverflowError):
        return None


def _used_up(reply: Reply) -> bool:
    """Return whether a day's credits of OpenAlex are used up, so that waiting would not help."""
    left, needed = (
        _number(reply.headers.get(f"x-ratelimit-{name}", ""))
        for name in ("remaining", "credits-required")
    )
    return left is not None and (left <= 0 or (needed is not None and left < needed))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _credits(reply: Reply, service: Service) -> str:
    reset = _number(reply.headers.get("x-ratelimit-reset", ""))
    when = f"They come back in {reset / 3600:.1f} hours. " if reset is not None else ""
    if service.key or service.id != "openalex":
        return when.strip() or "Try again tomorrow."
    return f"{when}A free key in OPENALEX_API_KEY gives more."


def _key(service: Service) -> str:
    if service.key:
        return "Look whether the key is right."
    return "Set a key, if the service gives keys."


def _words(reply: Reply) -> str:
    if _MARKUP.match(reply.body) or not reply.body.strip():
        return ""
    return f" ({shorten(reply.body)})"
