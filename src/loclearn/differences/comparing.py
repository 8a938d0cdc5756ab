"""Compare two runs, verdict by verdict."""

from collections.abc import Sequence
from pathlib import Path

from loclearn.differences.results import Key, Verdicts, of_file, of_run
from loclearn.differences.rows import Change, Differences
from loclearn.grounds.opening import Opened, opened
from loclearn.sources.world import Inputs


def differences(
    a: Path | Inputs, b: Path | Inputs, *, profiles: tuple[str, str] = ("default", "default")
) -> Differences:
    """Return which verdicts differ between two runs, and by which facts where they are at hand.

    Parameters
    ----------
    a, b: files that assess has written, or what to read. Facts are named for inputs only.
    profiles: those of the inputs.

    Raises InvalidInput, WrongUse or OntologyError.

    >>> found = differences(Inputs(), Inputs(), profiles=("default", "strict"))
    >>> found.compared, found.differ
    (1500, False)
    """
    if isinstance(a, Inputs) and isinstance(b, Inputs):
        runs = (opened(a, profiles[0]), opened(b, profiles[1]))
        same = profiles[0] == profiles[1]
        names = ("A", "B") if same else (runs[0].theory.profile, runs[1].theory.profile)
        return of_runs(runs, names)
    doors = zip((a, b), profiles, ("A", "B"), strict=True)
    one, two = (
        of_file(side) if isinstance(side, Path) else of_run(opened(side, profile), name)
        for side, profile, name in doors
    )
    return compared(one, two)


def of_runs(runs: tuple[Opened, Opened], names: tuple[str, str]) -> Differences:
    """Compare two runs whose facts are open, and name the facts."""
    one, two = (of_run(run, name) for run, name in zip(runs, names, strict=True))
    found = compared(one, two)
    changed = {change.key[:2] for change in found.changes}
    iris = [[place.iri for place in run.facts.places if (place.id, place.period or "") in changed]
            for run in runs]  # fmt: skip
    from loclearn.differences.reasons import Reasons  # noqa: PLC0415 - only where facts differ

    reasons = Reasons(runs, names, (iris[0], iris[1]))
    changes = [
        Change(*_named(change), reasons=reasons.of(change.key[:2], change.condition))
        for change in found.changes
    ]
    return Differences(
        found.a, found.b, found.compared, tuple(changes), found.only_a, found.only_b,
        found.unmatched, explained=True, warnings=(*runs[0].warnings, *runs[1].warnings),
    )  # fmt: skip


def _named(
    one: Change,
) -> tuple[str, str | None, str, str | None, bool, str, str | None, str | None]:
    return (one.setting, one.region, one.activity, one.period, one.pooled, one.condition, one.a,
            one.b)  # fmt: skip


def compared(a: Verdicts, b: Verdicts) -> Differences:
    """Compare the verdicts of two runs, without their facts."""
    sides = [{id_ for told in run.values.values() for id_ in told} for run in (a, b)]
    both = sorted(sides[0] & sides[1])
    changes, count = [], 0
    for key in sorted({*a.values, *b.values}):
        one, two = a.values.get(key), b.values.get(key)
        for id_ in both:
            values = tuple(None if told is None else told.get(id_) for told in (one, two))
            count += None not in values
            decided = set(values) - {None, "unknown"}
            if values[0] != values[1] and decided:
                changes.append(_change(key, a.about.get(key) or b.about[key], id_, values))
    return Differences(
        a=a.name, b=b.name, compared=count, changes=tuple(changes),
        only_a=_only(a, b), only_b=_only(b, a),
        unmatched=tuple(sorted(sides[0] ^ sides[1])), explained=False,
    )  # fmt: skip


def _only(one: Verdicts, other: Verdicts) -> tuple[str, ...]:
    return tuple(
        f"{setting} {period}".strip()
        for setting, period in sorted(set(one.values) - set(other.values))
    )


def _change(key: Key, about: object, condition: str, values: Sequence[str | None]) -> Change:
    assert isinstance(about, dict)  # noqa: S101 - both doors write it so
    return Change(
        key[0], about["region"], about["activity"], about["period"], about["pooled"], condition,
        values[0], values[1],
    )  # fmt: skip
