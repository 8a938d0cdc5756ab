"""The tables of the embedded literature, read without a graph."""

from loclearn import resources
from tests.conftest import read_csv

AUTHORS = {"Malmberg, Anders", "Maskell, Peter"}
NO_COUNTRY = "no country"


def table(name):
    return read_csv(resources.data() / f"{name}.csv")


def items(cell):
    return [item.strip() for item in cell.split(";") if item.strip()]
