"""Services that answer from this machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from loclearn.enrichment.asker import Asker
from loclearn.enrichment.cache import Cache
from loclearn.enrichment.services import Service, services
from tests.enrichment import replay as served

TODAY = "2026-11-23"
VARIABLES = ("LOCLEARN_MAIL", "CROSSREF_MAILTO", "OPENALEX_API_KEY", "OPENCITATIONS_ACCESS_TOKEN",
             "LOCLEARN_SERVICES", "LOCLEARN_CACHE", "HTTP_PROXY", "http_proxy")  # fmt: skip


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@contextmanager
def running() -> Iterator[served.Replay]:
    replay, server = served.started()
    try:
        yield replay
    finally:
        replay.stopped.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def replay() -> Iterator[served.Replay]:
    with running() as found:
        yield found


@pytest.fixture
def elsewhere() -> Iterator[served.Replay]:
    """A second server, to which a redirect may lead."""
    with running() as found:
        yield found


def toml(base: str, **changes: object) -> str:
    values = {"rate": 10_000, "search_rate": 10_000, "timeout": 5, "tries": 3, "backoff": 0.001,
              "patience": 60, **changes}  # fmt: skip
    lines = []
    for id_ in ("crossref", "openalex", "opencitations", "opencitations-meta", "wikidata",
                "wikidata-main"):  # fmt: skip
        lines += [f"[{id_}]", f'address = "{base}/{id_}"']
        lines += [f"{name} = {value}" for name, value in values.items()]
    return "\n".join(lines) + "\n"


@pytest.fixture
def table_file(replay: served.Replay, tmp_path: Path) -> Path:
    path = tmp_path / "services.toml"
    path.write_text(toml(replay.base), encoding="utf-8")
    return path


@pytest.fixture
def table(replay: served.Replay, tmp_path: Path) -> Callable[..., dict[str, Service]]:
    def make(environment: dict[str, str] | None = None, **changes: object) -> dict[str, Service]:
        path = tmp_path / "made.toml"
        path.write_text(toml(replay.base, **changes), encoding="utf-8")
        return services(path, environment or {})

    return make


@pytest.fixture
def asker(
    table: Callable[..., dict[str, Service]], tmp_path: Path
) -> Iterator[Callable[..., Asker]]:
    """An asker that writes down how long it would have slept."""
    made: list[Asker] = []

    def make(
        environment: dict[str, str] | None = None, *, offline: bool = False,
        refresh: bool = False, **changes: object,
    ) -> Asker:  # fmt: skip
        slept: list[float] = []
        one = Asker(
            table(environment, **changes), Cache(tmp_path / "cache"), offline=offline,
            refresh=refresh, today=lambda: TODAY, sleep=slept.append,
        )  # fmt: skip
        one.slept = slept  # type: ignore[attr-defined]
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()
