"""What the tests of bibliographies share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loclearn.bibliography.reading import Bibliography, read
from loclearn.bibliography.writing import write


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., Bibliography]:
    """Read a text, or bytes, as the file of some program."""

    def call(content: str | bytes, name: str = "export.txt", **options: object) -> Bibliography:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, **options)

    return call


@pytest.fixture
def again(tmp_path: Path) -> Callable[[Bibliography, str], Bibliography]:
    """Write what was read in a format, and read that."""

    def call(source: Bibliography, to: str) -> Bibliography:
        path = tmp_path / f"again.{to}"
        path.write_text(write([source], to), encoding="utf-8", newline="")
        return read(path)

    return call
