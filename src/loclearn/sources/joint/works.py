"""A work that several parties made together, and where each of them is."""

from dataclasses import dataclass, field
from enum import Enum

FIRM, RESEARCH, OTHER = "firm", ("university", "research-organisation"), "other"


class Where(Enum):
    """Say how two parties lie to each other."""

    near = "in one region"
    far = "in different regions"
    unknown = "nobody knows"


@dataclass(frozen=True, slots=True)
class Party:
    """Hold one party to a work: an inventor, an applicant, an institution. Never a name.

    Parameters
    ----------
    id: what the source calls it.
    region: the code of its region, or "" where it is not known for sure.
    country: the code of its country as NUTS writes it, or "".
    type: one of the types of actors.
    given: what the source says of its place where the region is not known for sure.
    """

    id: str
    region: str
    country: str
    type: str
    given: str = field(default="", compare=False)

    @property
    def actor(self) -> str:
        """Return the id of the party at its place; without region, the bare id."""
        return f"{self.id}@{self.region}" if self.region else self.id

    @property
    def abroad(self) -> str:
        """Return the id under which it is a partner in a country, as seen from other countries."""
        return f"{self.id}@{self.country}"


@dataclass(frozen=True, slots=True)
class Work:
    """Hold one work: its parties in their order, its activities, its period, where it stands.

    network: the name of the network that works of its sort make. apart: pairs of ids of parties
    that the work does not tie, such as one organization and a part of it.
    """

    parties: tuple[Party, ...]
    activities: tuple[str, ...]
    period: str
    file: str
    row: int
    network: str
    apart: frozenset[frozenset[str]] = frozenset()


def where(one: Party, other: Party) -> Where:
    """Return how two parties lie to each other; parties in two countries are in two regions.

    >>> here, there = Party("a", "DE21", "DE", "firm"), Party("b", "", "US", "other")
    >>> where(here, there), where(here, Party("c", "", "DE", "other"))
    (<Where.far: 'in different regions'>, <Where.unknown: 'nobody knows'>)
    """
    if one.region and other.region:
        return Where.near if one.region == other.region else Where.far
    if one.country and other.country and one.country != other.country:
        return Where.far
    return Where.unknown
