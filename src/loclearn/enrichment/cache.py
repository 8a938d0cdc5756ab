"""Answers kept on disk, so that a run can be repeated without a network."""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import platformdirs

from loclearn.enrichment.asked import Answer, Question
from loclearn.errors import WrongUse

VARIABLE = "LOCLEARN_CACHE"
"""The environment variable that names the folder of answers."""
_FOUND = "found"


class Cache:
    """Keep answers as one file each, named after what was asked where.

    >>> import tempfile
    >>> cache = Cache(Path(tempfile.mkdtemp()))
    >>> asked = Question("crossref", "work", "10.1/x")
    >>> cache.keep("https://a.org", Answer(asked, True, "{}", "2026-11-23", False))
    >>> cache.answer("https://a.org", asked).cached
    True
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def answer(self, address: str, question: Question) -> Answer | None:
        """Return the answer that was kept, or None; a damaged file is no answer."""
        path = self._path(address, question)
        try:
            kept = json.loads(path.read_text("utf-8"))
            found = kept["status"] == _FOUND
            answer = Answer(question, found, str(kept["body"]), str(kept["retrieved"]), True)
            whole = kept == _kept(address, answer)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return answer if whole else None

    def damaged(self, address: str, question: Question) -> bool:
        """Return whether there is a file, but no answer in it."""
        return self._path(address, question).exists() and self.answer(address, question) is None

    def keep(self, address: str, answer: Answer) -> None:
        """Write an answer, whole or not at all; raise WrongUse when it cannot be written."""
        path = self._path(address, answer.question)
        text = json.dumps(_kept(address, answer), indent=1)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, text)
        except OSError as error:
            raise WrongUse(
                f"The folder of answers {self.folder} cannot be written: {error.strerror}. "
                "Name another one with --cache."
            ) from None

    def _path(self, address: str, question: Question) -> Path:
        named = json.dumps([address, question.service, question.kind, question.value])
        name = sha256(named.encode()).hexdigest()
        return self.folder / question.service / name[:2] / f"{name[2:]}.json"


def _kept(address: str, answer: Answer) -> dict[str, object]:
    """Return what is written of an answer, with a mark by which damage is seen."""
    kept: dict[str, object] = {
        "address": address,
        "question": asdict(answer.question),
        "status": _FOUND if answer.found else "not found",
        "retrieved": answer.retrieved,
        "body": answer.body,
    }
    mark = sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
    return {**kept, "mark": mark[:16]}


def _write(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


def folder(chosen: Path | None) -> Path:
    """Return the folder of answers: the one chosen, that of the environment, or the usual one.

    >>> folder(Path("answers")).name
    'answers'
    """
    if chosen is not None:
        return chosen
    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_cache_path("loclearn", appauthor=False)
