"""Tables as Excel writes them in Western Europe."""

import pytest

from tests.conftest import read_csv

LATIN = """\
[[table]]
file = "jobs.csv"
to = "employment"
encoding = "cp1252"
decimalChar = ","
columns = { region = "Kreis", activity = "Branche", persons = "Beschäftigte" }
constants = { coverage = "census", period = "2019" }
"""


def test_what_excel_writes_in_the_west_is_read_where_its_encoding_is_named(run):
    table = "Kreis;Branche;Beschäftigte\r\nDE21;Möbel;12,5\r\n".encode("cp1252")
    done, out = run(LATIN, jobs__csv=table)
    assert done.code == 0, done.err
    assert tuple(read_csv(out / "employment.csv")[0].values())[:4] == (
        "DE21",
        "Möbel",
        "2019",
        "12.5",
    )


@pytest.mark.parametrize(
    ("column", "place"),
    [("Beschäftigte", r"row 1: found bytes that are not UTF-8 (Besch\xe4ftigte)"),
     ("Zahl", r"row 2, column Branche: found bytes that are not UTF-8 (M\xf6bel)")],
)  # fmt: skip
def test_else_it_is_told_where_and_what_to_write(run, column, place):
    table = f"Kreis;Branche;{column}\r\nDE21;Möbel;12,5\r\n".encode("cp1252")
    mapping = LATIN.replace('encoding = "cp1252"\n', "").replace("Beschäftigte", column)
    done, _ = run(mapping, jobs__csv=table)
    assert done.code == 1
    assert place in done.err
    assert 'Write encoding = "cp1252" in the mapping' in done.err
