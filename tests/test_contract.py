"""The table contracts, checked by a second reader of the same standard."""

import frictionless
import pytest

from loclearn import resources
from loclearn.tables import contract, read_table
from tests.conftest import ROOT, read_csv, write_csv

NAMES = ("evidence", "cases", "works", "claims")


def reports(name, path=None):
    package = frictionless.Package(str(resources.data() / "datapackage.json"))
    resource = package.get_resource(name)
    target = frictionless.Resource(
        path=(path or resources.data() / f"{name}.csv").name,
        basepath=str((path or resources.data() / f"{name}.csv").parent),
        schema=resource.schema.to_copy(),
    )
    target.schema.foreign_keys = []
    return target.validate()


@pytest.mark.parametrize("name", NAMES)
def test_frictionless_finds_the_embedded_tables_valid(name):
    report = reports(name)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


@pytest.mark.parametrize("name", NAMES)
def test_we_find_the_embedded_tables_valid_and_read_every_row(name):
    table = read_table(resources.data() / f"{name}.csv", contract(name))
    assert table.problems == ()
    assert len(table.rows) == len(read_csv(resources.data() / f"{name}.csv"))
    assert len(table.rows) == {"evidence": 207, "cases": 63, "works": 156, "claims": 90}[name]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("confidence", "1.5"), ("confidence", "high"), ("scope", "near"), ("polarity", ""),
        ("year", "late"), ("strength", "Strong"), ("evidence_id", ""), ("period_from", "12"),
        ("valence", "good"),
    ],
)  # fmt: skip
def test_frictionless_and_we_refuse_the_same_cells(tmp_path, column, value):
    rows = read_csv(resources.data() / "evidence.csv")
    rows[3][column] = value
    path = tmp_path / "evidence.csv"
    write_csv(path, rows)
    theirs = reports("evidence", path).flatten(["rowNumber", "fieldName"])
    ours = [(p.row, p.column) for p in read_table(path, contract("evidence")).problems]
    assert ours == [(5, column)]
    assert theirs[:1] == [[5, column]]


@pytest.mark.parametrize("name", NAMES)
def test_each_field_says_what_it_is_and_each_example_fits(name):
    from loclearn.tables.cells import convert

    for field in contract(name).fields:
        assert field.title
        assert field.description.endswith(".")
        if field.example:
            assert convert(field.example, field)[1] is None, field.name
        if field.required:
            assert field.example, field.name


def test_every_source_of_the_embedded_evidence_has_a_work():
    labels = set()
    for row in read_csv(ROOT / "ontology" / "data" / "works.csv"):
        labels |= {row["key"], *(label.strip() for label in row["cited_as"].split(";"))}
    sources = {row["source_key"] for row in read_csv(ROOT / "ontology" / "data" / "evidence.csv")}
    assert len(sources) == 72
    assert sources <= labels


def test_columns_that_may_not_be_published_are_not():
    text = (ROOT / "ontology" / "data" / "works.csv").read_text(encoding="utf-8")
    assert "seed_entry" not in text


PACKAGES = ("datapackage.json", "regional.json")
REGIONAL = ("actors", "ties", "consortia", "employment", "capabilities", "regions", "crosswalk",
            "outcomes")  # fmt: skip


@pytest.mark.parametrize("name", PACKAGES)
def test_frictionless_finds_the_packages_valid(name):
    path = resources.data() / name
    errors = frictionless.Package.validate_descriptor(str(path)).flatten(["type", "note"])
    assert errors == []
    assert len(frictionless.Package(str(path)).resources) > 5


def regional(name, path):
    """Return what frictionless finds in a regional table."""
    package = frictionless.Package(str(resources.data() / "regional.json"))
    schema = package.get_resource(name).schema.to_copy()
    resource = frictionless.Resource(path=path.name, basepath=str(path.parent), schema=schema)
    return resource.validate().flatten(["rowNumber", "fieldName"])


@pytest.mark.parametrize("name", REGIONAL)
def test_the_examples_of_each_regional_table_are_a_valid_row_to_both(tmp_path, name):
    row = {field.name: field.example for field in contract(name).fields}
    path = tmp_path / f"{name}.csv"
    write_csv(path, [row])
    assert regional(name, path) == []
    assert read_table(path, contract(name)).problems == ()
    for field in contract(name).fields:
        assert field.title
        assert field.description.endswith(".")


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("employment", "persons", "-1"), ("employment", "persons", "1,5"),
        ("employment", "firms", ":"), ("employment", "coverage", ""), ("ties", "kind", "talk"),
        ("employment", "period", "17"), ("actors", "type", "shop"), ("actors", "coverage", "all"),
        ("capabilities", "value", "-2"), ("capabilities", "kind", "money"),
    ],
)  # fmt: skip
def test_frictionless_and_we_refuse_the_same_regional_cells(tmp_path, name, column, value):
    row = {field.name: field.example for field in contract(name).fields} | {column: value}
    path = tmp_path / f"{name}.csv"
    write_csv(path, [row])
    assert regional(name, path)[:1] == [[2, column]]
    assert [(p.row, p.column) for p in read_table(path, contract(name)).problems] == [(2, column)]
