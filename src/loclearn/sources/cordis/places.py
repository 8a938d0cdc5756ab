"""In which region an organization lies, by its code and its country; and why in none."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from loclearn.errors import Problem
from loclearn.sources.cordis.organisations import TWO_REGIONS, Organisation, Organisations, shown
from loclearn.sources.entries import Entry
from loclearn.sources.placing import place
from loclearn.sources.regions.codes import Gazetteer, Region, is_extra_regio, table

_SAME = {"GR": "EL", "GB": "UK"}
_ABROAD = {
    "GF": "FR", "GP": "FR", "MQ": "FR", "RE": "FR", "YT": "FR", "MF": "FR", "SX": "NL",
    "AX": "FI", "SJ": "NO",
}  # fmt: skip
"""Countries of ISO 3166 whose regions in NUTS bear the code of another country."""
_BESIDE_ISO = {"EL", "UK", "XK", "AN", "CS", "YU", "ZZ"}
"""Codes of countries that CORDIS uses and ISO 3166 does not have, or no more."""


@dataclass
class Places:
    """Say where each code lies: `found` by code as it stands in the table, else `reasons`."""

    found: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    regions: list[Region] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        codes: Sequence[str],
        level: int,
        gazetteer: Gazetteer,
        vintage: int | None,
        several: Sequence[str],
    ) -> "Places":
        """Place codes of regions.

        Parameters
        ----------
        codes: as they stand in the table. level: of NUTS; finer codes are cut to it.
        several: the periods, for what is said of vintages.

        >>> found = Places.of(["EL303", "UK", "ITZZZ"], 2, Gazetteer(), None, ["2014"])
        >>> found.found, found.reasons["UK"]
        ({'EL303': 'EL30'}, 'its code names a country, or no region as small as level 2')
        """
        one = cls()
        wanted: dict[str, str] = {}
        for code in codes:
            short = code if code in gazetteer.own else _cut(code, level)
            if code not in gazetteer.own and gazetteer.scheme != "own" and shown(code) != code:
                one.reasons[code] = "what stands there is no code of a region"
            elif code not in gazetteer.own and is_extra_regio(code):
                one.reasons[code] = "its code is an extra-regio code"
            elif code not in gazetteer.own and len(short) < level + 2:
                one.reasons[code] = (
                    f"its code names a country, or no region as small as level {level}"
                )
            else:
                wanted[code] = short
        shorts, period = list(dict.fromkeys(wanted.values())), ", ".join(several)
        placed = place(
            [Entry("actors", {"region": short, "period": period}, "", number)
             for number, short in enumerate(shorts)], gazetteer, vintage,
        )  # fmt: skip
        one.regions, one.problems, one.notes = placed.regions, placed.problems, placed.notes
        lies = {shorts[entry.row]: entry.cells["region"] for entry in placed.entries}
        lost = {shorts[item.entry.row]: item.reason for item in placed.unplaced}
        for code, short in wanted.items():
            if short in lies:
                one.found[code] = lies[short]
            else:
                one.reasons[code] = lost[short]
        return one

    def region(self, who: Organisation) -> str | None:
        """Return the region of an organization, or None."""
        return None if _elsewhere(who) else self.found.get(who.region)

    def abroad(self, who: Organisation) -> str:
        """Return the country of an organization where NUTS has no regions of it, else nothing.

        Wherever it lies in that country, it lies beyond each region of NUTS.

        >>> [Places().abroad(Organisation("1", "", "", c, 2)) for c in ("HK", "FR", "RE", "KO")]
        ['HK', '', '', '']
        """
        code = who.country or (who.region if len(who.region) == 2 else "")
        within = code in table() or code in _SAME or code in _ABROAD or code in _BESIDE_ISO
        return code if code and not within and not _elsewhere(who) and _is_country(code) else ""

    def country(self, who: Organisation) -> str:
        """Return the country in which an organization surely lies, as NUTS writes it, or nothing.

        >>> [Places().country(Organisation("1", "", r, c, 2))
        ...  for r, c in (("", "GR"), ("", "RE"), ("EL303", "FR"), ("", "KO"))]
        ['EL', 'FR', '', '']
        """
        code = who.country
        if not _is_country(code) or _elsewhere(who) or who.region == TWO_REGIONS:
            return ""
        return _SAME.get(code, _ABROAD.get(code, code))

    def why(self, who: Organisation) -> str:
        """Return why an organization has no region."""
        if not who.row:
            return "it is in no row of the organizations"
        if who.region == TWO_REGIONS:
            return "the table has it in two regions"
        if not who.region:
            return "it has no region"
        if _elsewhere(who):
            return "the code of its region and its country do not go together"
        return self.reasons[who.region]

    def wrong(self, known: Organisations) -> list[Problem]:
        """Return a warning for each country that is none, and one for codes of another country."""
        strange: defaultdict[str, list[int]] = defaultdict(list)
        other: list[tuple[int, str]] = []
        for name, homes in known.homes.items():
            for (region, country), row in homes.items():
                if country and not _is_country(country):
                    strange[country].append(row)
                elif _elsewhere(Organisation(name, "", region, country, row)):
                    other.append((row, f"{region} in {country}"))
        problems = []
        for code, rows in strange.items():
            found = f"{shown(code)} ({len(rows):,} organizations)"
            expected, cure = "the code of a country, such as SE", "They are placed by region."
            problems.append(
                Problem(known.file, rows[0], "country", found, expected, cure, "warning")
            )
        if other:
            row, said = min(other)
            found = f"{said} ({len(other):,} organizations with a region of another country)"
            problems.append(Problem(known.file, row, "country", found, "a region of the country",
                                    "They are unplaced.", "warning"))  # fmt: skip
        return problems


def _cut(code: str, level: int) -> str:
    """Return a code of NUTS cut to a level; other codes as they are."""
    nuts = code[:2] in table() and code.isalnum()
    return code[: level + 2] if nuts else code


def _elsewhere(who: Organisation) -> bool:
    """Return whether the code of a region begins with that of another country.

    >>> [_elsewhere(Organisation("1", "", "EL303", c, 2)) for c in ("GR", "EL", "FR", "")]
    [False, False, True, False]
    """
    mine, theirs = who.region[:2], _SAME.get(who.country, who.country)
    if not theirs or mine not in table() or theirs in _ABROAD or not _is_country(theirs):
        return False
    return mine != theirs


def _is_country(code: str) -> bool:
    """Return whether a code is that of a country; without pycountry, by its form alone."""
    if code in _BESIDE_ISO or code in table():
        return len(code) == 2
    try:
        import pycountry  # noqa: PLC0415 - 20 MB that few need
    except ImportError:
        return len(code) == 2 and code.isalpha() and code.isupper()
    return pycountry.countries.get(alpha_2=code) is not None
