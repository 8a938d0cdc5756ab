"""From cases and the periods of their statements to the settings that are assessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from loclearn.namespaces import thing
from loclearn.tables import Row
from loclearn.tables.kinds import ALL

POOLED_KINDS = frozenset(
    {"country", "region-set", "cluster-set", "country-set", "region-class", "non-place"}
)
"""Kinds that stand for several places, a country, or no single place."""

Crosswalk = Mapping[str, Sequence[str]]
"""The codes under which tables know the activity of a case."""

NO_CODES: Crosswalk = MappingProxyType({})

Period = tuple[int | None, int | None]


@dataclass(frozen=True)
class Setting:
    """Hold one case in one period.

    id: the id of the case; several phases of one case share it.
    region: codes joined by a semicolon, or None; NUTS 2021 (nuts) where known, else ISO 3166-2.
    activity: ALL where the source names none.
    period: years as in ISO 8601 ("1985/1995", open ends as ".."), or None.
    node: its IRI where a graph gave it one; else the IRI follows from the id and the period.
    countries: ISO 3166-1 codes of two letters, none where the case states none.
    """

    id: str
    place: str
    region: str | None
    activity: str
    years: Period
    kind: str
    nuts: str | None = None
    countries: tuple[str, ...] = ()
    node: str | None = None

    @property
    def pooled(self) -> bool:
        """Tell whether the case pools places."""
        return self.kind in POOLED_KINDS

    @property
    def period(self) -> str | None:
        """Return the period as text.

        >>> Setting("X", "X", None, "shoes", (1985, None), "cluster").period
        '1985/..'
        """
        start, end = self.years
        if start is None and end is None:
            return None
        if start == end:
            return str(start)
        return f"{start or '..'}/{end or '..'}"

    @property
    def iri(self) -> str:
        """Return the IRI of the setting."""
        if self.node is not None:
            return self.node
        suffix = [] if self.period is None else [self.period.replace("/", "-")]
        return thing("setting", self.id, *suffix)

    def named(self, id_: str | None) -> "Setting":
        """Return the setting with that id, or with region, activity and period for one."""
        parts = (self.region or self.place, self.activity, self.period or "")
        return replace(self, id=id_ or "|".join(parts))

    def comes_before(self, other: "Setting") -> bool:
        """Tell whether the period of this setting is earlier, where both are phases of one.

        Phases stand in the order of their begin, then of their end; an open begin is the
        earliest, an open end the latest.

        >>> early = Setting("X", "X", None, "shoes", (1970, 1985), "cluster")
        >>> late = Setting("X", "X", None, "shoes", (1980, None), "cluster")
        >>> early.comes_before(late), late.comes_before(early)
        (True, False)
        """
        if self.period is None or other.period is None or self.pooled != other.pooled:
            return False
        return self.order < other.order

    @property
    def order(self) -> tuple[int, int]:
        """Return the begin and the end of the period, for sorting."""
        start, end = self.years
        return (-1 if start is None else start, 10**6 if end is None else end)

    @property
    def where(self) -> tuple[str, str]:
        """Return what settings share that are phases of one another: region and activity.

        NUTS codes tell regions apart; an ISO code, which may stand for a whole state, does so
        only together with the name of the place. Tables know regions by their codes alone, so that
        one of them is the region of a case of that NUTS code.

        >>> Setting("A", "Tees", "UKC1", "wine", (2019, 2019), "cluster", nuts="UKC1").where
        ('UKC1', 'wine')
        >>> Setting("UKC1|wine|2016", "UKC1", "UKC1", "wine", (2016, 2016), "region").where
        ('UKC1', 'wine')
        """
        codes = self.nuts or (self.region if self.place == self.region else None)
        if codes:
            return ";".join(sorted(codes.split(";"))), self.activity.casefold()
        return f"{self.region or ''} {self.place.casefold()}", self.activity.casefold()


def period_of(row: Row) -> Period:
    """Return the first and the last year that a row states."""
    start, end = row.values.get("period_from"), row.values.get("period_to")
    return (start if isinstance(start, int) else None, end if isinstance(end, int) else None)


def setting(case: Row, years: Period) -> Setting:
    """Return the setting of a case in a period; the case's own period where none is given."""
    nuts = _codes(case.text("nuts_2021"))
    return Setting(
        id=str(case.values["case_id"]),
        place=str(case.values["place"]),
        region=nuts or _codes(case.text("iso_3166_2")),
        activity=case.text("activity") or ALL,
        years=period_of(case) if years == (None, None) else years,
        kind=str(case.values["kind"]),
        nuts=nuts,
        countries=tuple(filter(None, (_codes(case.text("country_iso2")) or "").split(";"))),
    )


def _codes(text: str | None) -> str | None:
    codes = [code.strip() for code in (text or "").split(";")]
    return ";".join(filter(None, codes)) or None


def wheres(one: Setting, crosswalk: Crosswalk) -> tuple[tuple[str, str], ...]:
    """Return the region with the activity, and with each code that stands for the activity."""
    region, own = one.where
    codes = (code.casefold() for code in crosswalk.get(one.activity, ()))
    return tuple((region, activity) for activity in dict.fromkeys((own, *codes)))


def phases(
    settings: Iterable[Setting], crosswalk: Crosswalk = NO_CODES
) -> list[tuple[Setting, Setting]]:
    """Return each pair of a later phase and an earlier one.

    Parameters
    ----------
    settings: in any order.
    crosswalk: the codes that stand for the activity of a case; a code links a case to what is
        known under that code, never two cases to one another.

    >>> late = Setting("UKC1|C24|2019", "UKC1", "UKC1", "C24", (2019, 2019), "region")
    >>> early = Setting("X", "Tees", "UKC1", "steel", (1970, 1985), "cluster", nuts="UKC1")
    >>> [(b.id, a.id) for b, a in phases([early, late], {"steel": ["C24"]})]
    [('UKC1|C24|2019', 'X')]
    """
    by_place: dict[tuple[str, str], list[Setting]] = {}
    for one in settings:
        for place in wheres(one, crosswalk):
            by_place.setdefault(place, []).append(one)
    pairs = {
        (later, earlier): None
        for place, group in by_place.items()
        for later in group
        for earlier in group
        if earlier.comes_before(later) and place in (later.where, earlier.where)
    }
    return list(pairs)


def assessed(cases: Sequence[Row], statements: Sequence[tuple[Row, Setting]]) -> list[Setting]:
    """Return the settings to assess, in the order of the cases.

    Each phase that a statement speaks of is one; a case of the user's own without any statement
    is one as well (all its verdicts are unknown); an embedded case without any is left out.
    """
    spoken: dict[str, dict[Setting, None]] = {}
    for _, one in statements:
        spoken.setdefault(one.id, {})[one] = None
    result: list[Setting] = []
    for case in cases:
        found = list(spoken.get(str(case.values["case_id"]), {}))
        if not found and not case.file.startswith("embedded "):
            found = [setting(case, (None, None))]
        result += sorted(found, key=lambda one: one.order)
    return result
