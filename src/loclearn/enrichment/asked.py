"""What is asked of a service, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Question:
    """Hold what one service is asked; it says nothing of who asks.

    service: its id in the table. kind: work, search, references, citations, metadata or item.
    value: a DOI, or the words to be searched for.
    """

    service: str
    kind: str
    value: str


@dataclass(frozen=True)
class Answer:
    """Hold what a service said.

    found: whether it knows the work. body: its words, or nothing where it knows none.
    retrieved: the day, as ISO 8601 writes it. cached: whether it was asked on an earlier occasion.
    """

    question: Question
    found: bool
    body: str
    retrieved: str
    cached: bool


@dataclass(frozen=True)
class Failure:
    """Say why there is no answer.

    said: what happened. cure: what to do. whole: whether the service was not asked at all,
    because it cannot be reached or its credits are used up.
    """

    question: Question
    said: str
    cure: str
    whole: bool = False


@dataclass(frozen=True)
class Reply:
    """Hold the reply of a server, its headers by their names in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


class Trouble(Exception):  # noqa: N818 - it may pass
    """Raised when a question fails once.

    said: what happened. cure: what to do. again: whether it is worth another try.
    after: the seconds that the service asks to wait. down: whether no further question will fare
    better. apart: whether the server was not reached at all.
    """

    def __init__(
        self,
        said: str,
        cure: str = "Try again later.",
        *,
        again: bool = False,
        after: float | None = None,
        down: bool = False,
        apart: bool = False,
    ) -> None:
        """Keep what happened."""
        super().__init__(said)
        self.said, self.cure = said, cure
        self.again, self.after, self.down, self.apart = again, after, down, apart
