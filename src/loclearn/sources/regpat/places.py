"""The regions of REGPAT: NUTS, and outside of it TL3 and TL2 of the OECD by its table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loclearn.sources.regions.codes import Gazetteer, Region, is_extra_regio, nuts
from loclearn.sources.regpat.rows import Table

_WHAT = "the table of regions of REGPAT (REGPAT_Regions)"


@dataclass(frozen=True)
class Places:
    """Say which codes are regions, and what they are at a level.

    gazetteer: which codes there are. level: of NUTS; outside of it 3 is TL3, and less is TL2.
    areas: the regions outside NUTS by code.
    """

    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    level: int = 2
    areas: Mapping[str, Region] = field(default_factory=dict)

    def at_level(self, code: str) -> str:
        """Return a code at the level; "" for territory outside all regions.

        >>> places = Places(areas={"US001": Region("US001", "own", parent="US06")})
        >>> [places.at_level(code) for code in ("DE212", "US001", "US002", "DEZZZ", "")]
        ['DE21', 'US06', 'US002', '', '']
        """
        if not code or is_extra_regio(code):
            return ""
        if nuts(code) and not code.startswith("TL"):
            return code[: 2 + self.level]
        area = self.areas.get(code)
        return area.parent if area and area.parent and self.level < 3 else code

    def known(self, code: str) -> bool:
        """Return whether some scheme has a code, or the table of the OECD."""
        return code in self.areas or self.gazetteer.find(code) is not None


def areas_of(path: Path) -> dict[str, Region]:
    """Return the regions of the table of REGPAT that NUTS does not have: TL3, and TL2 above them.

    Raises InvalidInput when the file is no such table.
    """
    table = Table(str(path), _WHAT)
    table.head(path, ("reg_code", "reg_label", "up_reg_code", "up_reg_label"), keyed=False)
    found: dict[str, Region] = {}
    for _, row in table.rows(path):
        code, above = row["reg_code"].upper(), row["up_reg_code"].upper()
        if not code or nuts(code) or is_extra_regio(code):
            continue
        found[code] = Region(code, "own", name=row["reg_label"], parent=above, level="3")
        if above and not nuts(above):
            found.setdefault(above, Region(above, "own", name=row["up_reg_label"], level="2"))
    return found
