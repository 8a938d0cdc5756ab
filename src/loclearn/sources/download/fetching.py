"""Fetch a published file once, whole, and with a note of where it comes from.

Beside each file stands FILE.json: address, day, size, SHA-256, and the marks by which the server
says whether it has changed. What breaks off is kept as FILE.part and gone on with.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from loclearn.errors import WrongUse, shorten
from loclearn.namespaces import ONTOLOGY
from loclearn.sources.download.contents import check, digest, unpack
from loclearn.sources.download.table import Source

_AGENT = f"loclearn/{version('loclearn')} ({ONTOLOGY})"
_TIMEOUT = (15, 60)
_CHUNK = 1 << 16
_REDIRECTS = 5
_TRIES = 3


@dataclass(frozen=True)
class Fetched:
    """Say where a file lies, whether it was fetched now, and its note."""

    path: Path
    files: tuple[Path, ...]
    new: bool
    note: dict[str, Any]


def fetch(source: Source, folder: Path) -> Fetched:
    """Return a published file in a folder; fetch it when it is not there or has changed.

    Parameters
    ----------
    source: a row of the table of addresses. folder: made where it is not there.

    Raises WrongUse when the server is not reached, refuses, or breaks off; InvalidInput when what
    it sends is no such file. What was there before then stays.
    """
    path = folder / source.file
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = _known(path, source)
        half = path.with_name(f".{path.name}.part")
        headers = _get(source, half, known)
        if headers is None:
            assert known is not None  # noqa: S101 - only then was it asked for a change
            return Fetched(path, _members(path, source, known), False, known)
        try:
            check(half, source)
            half.replace(path)
        finally:
            _forget(half)
        members = unpack(path, source, folder / source.id)
        note = _note(path, source, headers, members)
        _write(_sidecar(path), note)
    except OSError as error:
        raise WrongUse(f"{folder} cannot be written: {error.strerror or error}.") from None
    return Fetched(path, tuple(members), True, note)


def _sidecar(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _marks(half: Path) -> Path:
    return half.with_name(f"{half.name}.json")


def _forget(half: Path) -> None:
    """Remove what came so far, so that the next call begins anew."""
    half.unlink(missing_ok=True)
    _marks(half).unlink(missing_ok=True)


def _write(path: Path, note: dict[str, Any]) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(json.dumps(note, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)


def _read(path: Path) -> dict[str, Any]:
    """Return a note, or nothing where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _known(path: Path, source: Source) -> dict[str, Any] | None:
    """Return the note of a file that is there, whole, and from the same address."""
    note = _read(_sidecar(path))
    same = path.is_file() and note.get("address") == source.address
    return note if same and note.get("sha256") == digest(path) else None


def _members(path: Path, source: Source, note: dict[str, Any]) -> tuple[Path, ...]:
    """Return the members of a zip; those that are gone or changed are taken out again."""
    folder = path.parent / source.id
    told = note.get("members", {})
    there = [folder / name for name in source.members]
    if any(not one.is_file() or digest(one) != told.get(one.name) for one in there):
        unpack(path, source, folder)
    return tuple(there)


def _note(
    path: Path, source: Source, headers: dict[str, str], members: dict[Path, str]
) -> dict[str, Any]:
    note = {
        "name": source.id, "title": source.title, "address": source.address,
        "retrieved": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "bytes": path.stat().st_size, "sha256": digest(path),
        "etag": headers.get("etag", ""), "last_modified": headers.get("last-modified", ""),
        "page": source.page, "licence": source.licence,
    }  # fmt: skip
    if members:
        note["members"] = {one.name: mark for one, mark in members.items()}
    return note


def _get(source: Source, half: Path, known: dict[str, Any] | None) -> dict[str, str] | None:
    """Fetch into a file and return the headers, or None when nothing has changed."""
    requests = _requests()
    asked = {"User-Agent": _AGENT, "Accept-Encoding": "identity", "Accept": "*/*"}
    begun = _read(_marks(half)) if half.is_file() else {}
    size = half.stat().st_size if begun.get("address") == source.address else 0
    if known is not None:
        asked |= {name: known[key] for name, key in
                  (("If-None-Match", "etag"), ("If-Modified-Since", "last_modified"))
                  if known.get(key)}  # fmt: skip
    elif size and begun.get("mark"):
        asked |= {"Range": f"bytes={size}-", "If-Range": begun["mark"]}
    try:
        with _session(requests) as session, session.get(
            source.address, headers=asked, timeout=_TIMEOUT, stream=True, auth=lambda r: r
        ) as reply:  # fmt: skip
            if reply.status_code == 304 and known is not None:
                return None
            _accept(reply, source, half, size)
            headers = {name.lower(): value for name, value in reply.headers.items()}
            _receive(reply, source, half, size if reply.status_code == 206 else 0)
    except requests.exceptions.RequestException as error:
        raise WrongUse(_said(error, source, half)) from None
    return headers


def _requests() -> Any:
    try:
        import requests  # noqa: PLC0415 - only those who fetch need it
    except ImportError:
        raise WrongUse(
            'Downloads need packages: install them with pip install "loclearn[web]".'
        ) from None
    return requests


def _session(requests: Any) -> Any:
    """Return a session that tries again where a server is busy, as long as it asks for."""
    from requests.adapters import HTTPAdapter  # noqa: PLC0415
    from urllib3.util import Retry  # noqa: PLC0415

    again = Retry(
        total=_TRIES, connect=1, redirect=_REDIRECTS, backoff_factor=1,
        status_forcelist=(429, 503), raise_on_status=False,
    )  # fmt: skip
    session = requests.Session()
    session.max_redirects = _REDIRECTS
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=again))
    return session


def _accept(reply: Any, source: Source, half: Path, size: int) -> None:
    """Raise WrongUse where an answer is none: refused, elsewhere, too large, or another part."""
    if urlsplit(source.address).scheme == "https" and urlsplit(reply.url).scheme != "https":
        raise WrongUse(f"{source.address} leads to an address without https; nothing was fetched.")
    begins = reply.headers.get("Content-Range", "").startswith(f"bytes {size}-")
    if reply.status_code == 416 or (reply.status_code == 206 and not begins):
        _forget(half)
        raise WrongUse(
            f"{source.address} has no such part as is missing; call again to begin anew."
        )
    if reply.status_code not in {200, 206}:
        cure = "The address may have changed: see {page}, and name a table with --addresses."
        cure = cure.format(page=source.page) if reply.status_code in {404, 410} else "Try later."
        raise WrongUse(f"{source.address} answers {reply.status_code}. {cure}")
    length = reply.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > source.largest:
        raise WrongUse(f"{source.address} has {int(length):,} bytes; at most {source.largest:,}.")


def _receive(reply: Any, source: Source, half: Path, size: int) -> None:
    """Write what comes, after what is there; raise WrongUse when it is not what was announced."""
    length = reply.headers.get("Content-Length", "")
    encoded = reply.headers.get("Content-Encoding", "identity") != "identity"
    mark = reply.headers.get("ETag") or reply.headers.get("Last-Modified") or ""
    _write(_marks(half), {"address": source.address, "mark": "" if mark[:2] == "W/" else mark})
    reply.raw.enforce_content_length = encoded  # what came is kept, and compared below
    came = 0
    with half.open("ab" if size else "wb") as file:
        for part in reply.iter_content(_CHUNK):
            came += len(part)
            if size + came > source.largest:
                _forget(half)
                raise WrongUse(f"{source.address} sends more than {source.largest:,} bytes.")
            file.write(part)
    if length.isdecimal() and not encoded and came != int(length):
        raise WrongUse(
            f"{source.address} broke off after {size + came:,} of {size + int(length):,} bytes; "
            "call again to go on."
        )


def _said(error: Exception, source: Source, half: Path) -> str:
    """Say why nothing, or not everything, came."""
    there = 0
    with suppress(OSError):
        there = half.stat().st_size
    if there:
        return f"{source.address} broke off after {there:,} bytes; call again to go on."
    return f"{source.address} is not reached: {shorten(type(error).__name__)}. Is there a network?"
