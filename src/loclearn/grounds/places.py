"""The settings that are judged, wherever their facts are."""

import re
from dataclasses import dataclass

from loclearn.sources.settings import Setting


@dataclass(frozen=True)
class Place:
    """Name a setting.

    iri: its IRI; its id where regional tables alone know it.
    region: codes joined by a semicolon.
    """

    iri: str
    id: str
    region: str | None
    activity: str
    period: str | None
    pooled: bool
    countries: tuple[str, ...] = ()

    @property
    def country(self) -> str:
        """Return the countries by their code, ISO or as NUTS begins; unknown where none is told.

        >>> Place("", "X", "UKC1;UKC2", "wine", None, False).country
        'UK'
        """
        found = re.findall(r"(?:^|;)([A-Z]{2})(?=[-A-Z0-9])", self.region or "")
        return ";".join(sorted(set(self.countries or found))) or "unknown"


def place(setting: Setting) -> Place:
    """Return the place of a setting of the graph."""
    return Place(
        setting.iri, setting.id, setting.region, setting.activity, setting.period,
        setting.pooled, setting.countries,
    )  # fmt: skip
