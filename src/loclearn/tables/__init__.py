"""Tables that people keep in spreadsheets: contracts, reading, problems by row and column."""

from loclearn.tables.contract import Contract, Field, contract
from loclearn.tables.reading import Row, Table, read_table

__all__ = ["Contract", "Field", "Row", "Table", "contract", "read_table"]
