"""Four firms, and what a survey says of them."""

import csv

FIRMS = ["A", "B", "C", "D"]
NONE = ";A;B;C;D\n" + "".join(f"{firm};0;0;0;0\n" for firm in FIRMS)
SOME = ";A;B;C;D\nA;0;1;0;0\nB;0;0;1;0\nC;1;0;0;0\nD;0;0;1;0\n"
CENSUS = ("--coverage", "census")
KNOWLEDGE = ("--kind", "knowledge", *CENSUS, "--direction", "from-row")


def values(command, out, *options):
    done = command("assess", "--no-embedded", "--data", out, "--format", "csv", *options)
    assert done.code == 0, done.err
    rows = list(csv.DictReader(done.out.splitlines()))
    assert {row["region"] for row in rows} == {"ITI14"}, "outside is no setting"
    return {row["condition"]: row["value"] for row in rows}


def firms(numbers):
    rows = zip(FIRMS, numbers, strict=True)
    return "firm;abroad\n" + "".join(f"{a};{n}\n" for a, n in rows)


OUTSIDE = ("--firms", "f.csv", "--outside-number", "abroad")

WAVES = """
constants = {{ region = "ITI14", activity = "wine", coverage = "census" }}
[[table]]
file = "n_2004.csv"
constants = {{ kind = "knowledge", period = "2004" }}
direction = "from-row"
[[table]]
file = "n_2007.csv"
constants = {{ kind = "knowledge", period = "2007" }}
direction = "from-row"
{more}
"""
