"""Write output: whole or not at all, and always in UTF-8."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from loclearn.errors import WrongUse, shorten

if TYPE_CHECKING:
    import ibis


def write_out(text: str, out: Path | None, inputs: Iterable[Path] = ()) -> None:
    """Write a text to a file, or to standard output when there is none.

    Parameters
    ----------
    text: what to write.
    out: the file, or None.
    inputs: files that were read and must not be overwritten.
    """
    if out is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    if any(path.exists() and out.exists() and path.samefile(out) for path in inputs):
        raise WrongUse(f"{out} is one of the inputs; name another file for the output.")
    write_whole(out, text)


def write_table(table: "ibis.Table", out: Path, format_: str, inputs: Iterable[Path] = ()) -> None:
    """Write a table of a database to a file, whole or not at all.

    Parameters
    ----------
    format_: parquet or csv.
    inputs: files and folders that were read; none of their files is overwritten.
    """
    import duckdb

    for path in inputs:
        inside = path.is_dir() and path.resolve() in out.resolve().parents
        if out.exists() and (inside or out.samefile(path)):
            raise WrongUse(f"{out} is one of the inputs; name another file for the output.")
    half = out.with_name(out.name + ".part")
    try:
        getattr(table, f"to_{format_}")(half)
        half.replace(out)
    except (OSError, duckdb.IOException) as error:
        reason = getattr(error, "strerror", None) or shorten(str(error))
        raise WrongUse(f"{out} cannot be written: {reason}.") from None
    finally:
        with contextlib.suppress(OSError):
            half.unlink()


def write_whole(path: Path, text: str) -> None:
    """Write a text to a file by way of a temporary one beside it.

    A link is followed; a device or a pipe is written to as it is. Raises WrongUse when the file
    cannot be written; what stood there before stays.
    """
    try:
        _write(path.resolve(), text)
    except OSError as error:
        reason = error.strerror or str(error)
        if isinstance(error, FileNotFoundError):
            reason = "there is no such folder"
        raise WrongUse(f"{path} cannot be written: {reason}.") from None


def _write(path: Path, text: str) -> None:
    if path.is_dir():
        raise WrongUse(f"{path} is a folder; name a file in it.")
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        return
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(text)
        _keep_mode(path, temporary)
        temporary.replace(path)
    except OSError:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise


def _keep_mode(path: Path, temporary: Path) -> None:
    if path.exists():
        if not os.access(path, os.W_OK):
            raise PermissionError(13, "it is write-protected")
        temporary.chmod(path.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
