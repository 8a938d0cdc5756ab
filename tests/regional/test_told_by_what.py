"""What indicators say of their inputs: in which unit, and as numbers that people read."""

from tests.conftest import read_csv

HEADER = "region,activity,period,persons,firms,coverage\n"


def employment(tmp_path, rows):
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "employment.csv").write_text(HEADER + rows, encoding="utf-8")
    return tmp_path / "t"


def test_ubiquity_says_whether_it_is_of_persons_or_of_firms(command, tmp_path):
    """Of a third region only the firms are known: then firms are compared, and it is said."""
    rows = "".join(f"DE2{n},{a},2019,{5 * n},{n},census\n" for n in (1, 2) for a in "AB")
    more = "".join(f"DE23,{a},2019,,4,census\n" for a in "AB")
    for name, text, told in (("x", rows, "2 regions, by persons"), ("y", rows + more, "by firms")):
        (tmp_path / name).mkdir()
        folder, out = employment(tmp_path / name, text), tmp_path / name / "out.csv"
        assert command("indicators", folder, "--out", out).code == 0
        ratios = [r["inputs"] for r in read_csv(out) if r["indicator"] == "relative-ubiquity"]
        assert ratios
        assert all(told in inputs for inputs in ratios)


def test_totals_of_millions_are_written_out(command, tmp_path):
    rows = "DE21,A,2019,1010100,2,census\nDE21,ALL,2019,1027300,2,census\n"
    done = command("indicators", employment(tmp_path, rows))
    assert "total 1,027,300, activities add up to 1,010,100" in done.err
