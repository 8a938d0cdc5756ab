"""Write output files: whole or not at all."""

import os
import tempfile
from pathlib import Path

from loclearn.errors import WrongUse


def write_whole(path: Path, text: str) -> None:
    """Write a text to a file by way of a temporary one beside it.

    Raises WrongUse when the file cannot be written; what stood there before stays.
    """
    if path.is_dir():
        raise WrongUse(f"{path} is a folder; name a file in it.")
    temporary: str | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, delete=False
        ) as file:
            temporary = file.name
            file.write(text)
        _keep_mode(path, temporary)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        reason = "there is no such folder" if not path.parent.is_dir() else error.strerror
        raise WrongUse(f"{path} cannot be written: {reason}.") from None


def _keep_mode(path: Path, temporary: str) -> None:
    if path.exists():
        if not os.access(path, os.W_OK):
            raise PermissionError(13, "it is write-protected")
        Path(temporary).chmod(path.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
