"""Run the tutorial notebook in a folder of its own, and keep it with its outputs.

python tools/tutorial.py               write the outputs into examples/tutorial.ipynb
python tools/tutorial.py --out FILE    write the notebook with its outputs elsewhere

Needs the extra `notebook`, or `test`. Figures may differ by a pixel from version to version of
matplotlib; a test holds all text to what the notebook gives.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
NAME = "tutorial.ipynb"
SECONDS = 120
"""So long one cell may take."""
_OWN = {
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "MPLCONFIGDIR": "matplotlib",
}
"""Settings of the user's own that must not matter, each replaced by an empty folder."""


def executed(desk: Path) -> str:
    """Run the notebook in a folder and return it with its outputs, as JSON.

    Parameters
    ----------
    desk: an empty folder; the examples are copied there.

    Raises nbclient's CellExecutionError when a cell fails.
    """
    for variable, name in _OWN.items():
        (desk / name).mkdir()
        os.environ[variable] = str(desk / name)
    import nbclient  # noqa: PLC0415 - it reads those variables
    import nbformat  # noqa: PLC0415

    work = desk / "examples"
    work.mkdir()
    shutil.copytree(EXAMPLES / "valley", work / "valley")
    made = shutil.ignore_patterns("tuscany", "results")
    shutil.copytree(EXAMPLES / "tutorial", work / "tutorial", ignore=made)
    notebook = nbformat.read(EXAMPLES / NAME, as_version=4)
    resources = {"metadata": {"path": str(work)}}
    nbclient.NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", record_timing=False, resources=resources
    ).execute()
    notebook.metadata["language_info"] = {"name": "python"}  # without the version of Python
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"


def main() -> int:
    """Run the notebook and write it."""
    parser = argparse.ArgumentParser(description="Run the tutorial notebook.")
    parser.add_argument("--out", type=Path, default=EXAMPLES / NAME)
    out = parser.parse_args().out
    with tempfile.TemporaryDirectory() as desk:
        text = executed(Path(desk))
    out.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
