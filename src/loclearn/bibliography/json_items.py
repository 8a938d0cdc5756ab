"""The items of a JSON file, also of one that was cut short."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from loclearn.bibliography.record import Record
from loclearn.errors import InvalidInput, Problem, shorten

_LISTS = re.compile(r'\s*(?:\[|\{(?:(?!\[).)*?"(?:items|results)"\s*:\s*\[)', re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
Item = dict[str, Any]


def items(text: str, file: str) -> Iterator[Item | Problem]:
    """Yield the objects of a list, an answer of Crossref or OpenAlex, or a single object.

    JSON lines, an object a line, are read too. Where the file breaks off, what came before is
    yielded, and one violation for the rest.
    Raises InvalidInput when nothing can be read, or when the answer is an error.

    >>> list(items('[{"id": 1}, {"id"', "x.json"))[0]
    {'id': 1}
    """
    try:
        found = json.loads(text)
    except RecursionError:
        raise InvalidInput([_problem(file, None, "JSON nested too deeply")]) from None
    except ValueError as error:
        if _is_lines(text):
            yield from _lines(text, file)
        else:
            yield from _before_the_break(text, file, error)
        return
    if _HALF.search(text):
        found = _sound(found)
    for item in _unwrapped(found, file):
        if isinstance(item, dict):
            yield item
        else:
            yield _problem(file, None, f"{shorten(json.dumps(item))} in the place of a record")


def numbered(
    found: Iterable[Item | Problem], record_of: Callable[[Item], Record], file: str
) -> Iterator[Record | Problem]:
    """Yield the record of each item with its number in the file; problems stay as they are.

    >>> [r.number for r in numbered([{}, {}], lambda item: Record(), "x.json")]
    [1, 2]
    """
    for number, item in enumerate(found, start=1):
        if isinstance(item, Problem):
            yield item
        else:
            yield replace(record_of(item), file=file, number=number)


def _is_lines(text: str) -> bool:
    """Tell whether a text is JSON lines: its first line is an object, and it has more."""
    first, _, rest = text.strip().partition("\n")
    if not first.startswith("{") or not rest:
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lines(text: str, file: str) -> Iterator[Item | Problem]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            yield _problem(file, number, f"{shorten(line)} in the place of a record")
            continue
        if _HALF.search(line):
            found = _sound(found)
        if isinstance(found, dict):
            yield found
        else:
            yield _problem(file, number, f"{shorten(line)} in the place of a record")


def _unwrapped(found: Any, file: str) -> list[Any]:
    """Return the records inside of the envelopes in which services send them."""
    if isinstance(found, list):  # perhaps of answers, as clients of Crossref give for many DOIs
        lists = (_unwrapped(one, file) if _is_answer(one) else [one] for one in found)
        return [item for part in lists for item in part]
    if not isinstance(found, dict):
        raise InvalidInput([_problem(file, None, f"JSON that holds {shorten(json.dumps(found))}")])
    message = found.get("message")
    if _is_answer(found) or found.get("status") == "failed" or "error" in found:
        if isinstance(message, dict):
            inside = message.get("items")
            return inside if isinstance(inside, list) else [message]
        raise InvalidInput([_problem(file, None, f"an error of the service ({_said(found)})")])
    for name in ("results", "items"):
        if isinstance(found.get(name), list):
            return list(found[name])
    return [found]


def _is_answer(found: object) -> bool:
    """Return whether an object is an answer of Crossref, which has its records in it."""
    if not isinstance(found, dict):
        return False
    bare = isinstance(found.get("message"), dict) and "status" in found
    return "message-type" in found or bare


def _said(found: Item) -> str:
    message = found.get("message") or found.get("error")
    if isinstance(message, list) and message and isinstance(message[0], dict):
        message = message[0].get("message") or message[0]
    return shorten(message if isinstance(message, str) else json.dumps(message))


def _before_the_break(text: str, file: str, error: ValueError) -> Iterator[Item | Problem]:
    line = getattr(error, "lineno", None)
    what = getattr(error, "msg", "") or "a number that is too long"
    broken = _problem(file, line, f"JSON that breaks off or is broken ({what})")
    start = _LISTS.match(text[:100_000])
    whole = 0
    place = start.end() if start else len(text)
    decoder = json.JSONDecoder()
    while place < len(text):
        between = _BETWEEN.match(text, place)
        place = between.end() if between else place
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        if isinstance(item, dict):
            whole += 1
            yield _sound(item)
    if not whole:
        raise InvalidInput([broken]) from None
    yield broken


def _problem(file: str, line: int | None, found: str) -> Problem:
    cure = "Get the file again." if line else "Save the records themselves."
    return Problem(file, line, None, found, "a list of records", cure, unit="line")


def _sound(value: Any) -> Any:
    """Return a value without halves of characters, which no file can hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_sound(item) for item in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(item) for key, item in value.items()}
    return value


class Taken:
    """Hand out the values of a JSON object by key; what is never asked for is kept.

    >>> item = Taken({"title": ["A"], "x": 1})
    >>> item.text("title"), item.kept
    ('A', [('x', '1')])
    """

    def __init__(self, item: Item) -> None:
        self.item = item
        self.whole: set[str] = set()

    def text(self, *names: str) -> str:
        """Return the first text; a list of one text counts as its text."""
        for name in names:
            value = self.item.get(name)
            if isinstance(value, list) and len(value) == 1:
                value = value[0]
            if isinstance(value, int | float) and not isinstance(value, bool):
                value = str(value)
            if isinstance(value, str) and value.strip():
                self.whole.add(name)
                return value.strip()
        return ""

    def take(self, name: str) -> Any:
        """Return a value as it is; it will not be kept."""
        self.whole.add(name)
        return self.item.get(name)

    def keep(self, name: str) -> None:
        """Keep a value, because a record says less than it."""
        self.whole.discard(name)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what was not taken, as JSON; nothing, empty texts and empty lists are left out."""
        return [
            (name, json.dumps(value, ensure_ascii=False, sort_keys=True))
            for name, value in self.item.items()
            if name not in self.whole and value not in (None, "", [], {})
        ]
