"""Look into a file that was fetched, and take out of a zip what importers read."""

import gzip
import json
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.download.table import Source

_CHUNK = 1 << 20
_GROWS = 100
"""A member may be so many times as large as its file: more is a bomb."""
_WAIT = "The server may still be preparing it; ask again in some minutes."
_AGAIN = "Ask again; if it stays so, look at the page that documents the file."


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    mark = sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            mark.update(part)
    return mark.hexdigest()


def check(path: Path, source: Source) -> None:
    """Raise InvalidInput when a file is not of the kind that it should be, or is not whole."""
    head = path.read_bytes()[:512] if path.stat().st_size < 512 else _head(path)
    text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        kind = "an XML message" if text.startswith("<?xml") else "a web page"
        found = f"{kind} ({shorten(text.splitlines()[0])})"
        raise _refuse(source, found, _WAIT if kind == "an XML message" else _AGAIN)
    checks = {"zip": _check_zip, "gzip": _check_gzip, "json": _check_json}
    checks[source.kind](path, source)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(512)


def _refuse(source: Source, found: str, cure: str = _AGAIN) -> InvalidInput:
    expected = f"a {source.kind} file, as {source.page} says"
    return InvalidInput([Problem(source.address, None, None, found, expected, cure)])


def _check_gzip(path: Path, source: Source) -> None:
    size, first = 0, b""
    try:
        with gzip.open(path, "rb") as file:
            while part := file.read(_CHUNK):
                first = first or part[:512]
                size += len(part)
                if size > source.largest * _GROWS:
                    raise _refuse(source, f"more than {size:,} bytes when it is unpacked")
    except (OSError, EOFError, zlib.error) as error:
        raise _refuse(source, f"a file that is not compressed, or breaks off ({error})") from None
    if first.lstrip().startswith(b"<"):
        line = first.decode("utf-8", "replace").strip().splitlines()[0]
        raise _refuse(source, f"a web page or message ({shorten(line)})", _WAIT)
    if not first.strip():
        raise _refuse(source, "an empty table")


def _check_json(path: Path, source: Source) -> None:
    try:
        whole = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _refuse(source, f"no JSON, or a part of it ({shorten(str(error))})") from None
    if not isinstance(whole, dict):
        raise _refuse(source, "JSON that holds no object")


def _check_zip(path: Path, source: Source) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            for name in source.members:
                if name not in names:
                    shown = shorten(", ".join(names))
                    raise _refuse(source, f"no {name} in the zip, but {shown}")
                entry = packed.getinfo(name)
                most = max(_CHUNK, _GROWS * path.stat().st_size)
                if entry.flag_bits & 1 or entry.file_size > most:
                    raise _refuse(source, f"{name}, which is encrypted or far too large")
                with packed.open(entry) as member:
                    head = member.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
                    while member.read(_CHUNK):
                        pass  # at the end its checksum is compared
                if head.startswith(b"<") or not head:
                    raise _refuse(source, f"{name}, which is no table")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise _refuse(source, f"no whole zip ({shorten(str(error))})") from None


def unpack(path: Path, source: Source, folder: Path) -> dict[Path, str]:
    """Take the members of a zip out into a folder; return the files with their SHA-256.

    Parameters
    ----------
    path: a zip that `check` has found whole. folder: made where it is not there.

    Members are asked for by name and written under that name, so that no path in the zip leads
    elsewhere.
    """
    if source.kind != "zip":
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    with zipfile.ZipFile(path) as packed:
        for name in source.members:
            target, half = folder / name, folder / f".{name}.part"
            try:
                with packed.open(name) as member, half.open("wb") as file:
                    while part := member.read(_CHUNK):
                        file.write(part)
                half.replace(target)
            finally:
                half.unlink(missing_ok=True)
            found[target] = digest(target)
    return found
