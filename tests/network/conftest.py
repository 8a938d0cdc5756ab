"""What the tests of surveyed networks share."""

import pytest

from tests.conftest import read_csv

PLACE = ("--region", "ITI14", "--activity", "wine", "--period", "2004")


@pytest.fixture
def survey(tmp_path, command):
    """Write files, import them, and give what came of it with the folder."""

    def call(files, *options, inputs=None, place=PLACE, out="out"):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            (tmp_path / name).write_bytes(data)
        chosen = [tmp_path / name for name in inputs or list(files)[:1]]
        options = [tmp_path / o if o in files else o for o in options]
        done = command("import", "network", *chosen, *place, *options, "--out", tmp_path / out)
        return done, tmp_path / out

    return call


def tables(out):
    """Return the rows of both tables, in an order of their own."""
    return {
        name: sorted(tuple(row.items()) for row in read_csv(out / f"{name}.csv"))
        for name in ("actors", "ties")
    }


def told(done, *texts):
    """Assert that something is said, and that all answers are accounted for."""
    assert "Traceback" not in done.out + done.err
    for text in texts:
        assert text in done.out + done.err, done.out + done.err
    for line in done.out.splitlines():
        if " in = " in line:
            accounted(line)


def accounted(line):
    """What came in is what went, by the line that says so."""
    import re

    plain = re.sub(r"\([^)]*missing\)", "", line.replace(",", ""))
    came, went = plain.split(" in = ")
    (total,) = re.findall(r": (\d+) ", came)[-1:]
    assert int(total) == sum(map(int, re.findall(r"(?:^|\+ )(\d+) ", went))), line
