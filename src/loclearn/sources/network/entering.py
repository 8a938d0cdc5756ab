"""Write a survey as entries of the tables of actors and ties, with what became of each answer."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from loclearn.errors import Problem, shorten
from loclearn.sources.entries import Account, Entry, Reading
from loclearn.sources.network import outside
from loclearn.sources.network.gates import doubtful
from loclearn.sources.network.people import People
from loclearn.sources.network.survey import Survey


def reading(survey: Survey) -> Reading:
    """Return all entries with their accounts, notes and problems."""
    _numbers(survey)
    people = People(survey)
    people.gather()
    entries = [*people.entries(), *_tie_entries(survey), *_outside_entries(survey)]
    notes = list(survey.notes)
    for _, table in survey.tables:
        survey.accounts.insert(0, table.account)
        survey.problems += table.problems
        notes += table.notes
    for network in survey.networks:
        answers = network.answers
        survey.problems += answers.problems
        notes += [f"{answers.file}: {network.part.kind}, {note}" for note in answers.notes[:1]]
        notes += [f"  {note}" for note in answers.notes[1:]]
    notes += [note for one in survey.outside for note in one.notes]
    survey.problems += [problem for one in survey.outside for problem in one.problems]
    survey.problems += doubtful(survey)
    return Reading(entries, survey.problems, survey.accounts, notes + _waves(survey))


def _numbers(survey: Survey) -> None:
    """Take the numbers of partners outside from the tables of firms."""
    periods = sorted({n.period for n in survey.networks})
    for part, table in survey.tables:
        if not part.number:
            continue
        own = sorted({f.period for f in table.firms if f.period})
        constant = part.constant("period")
        for period in own or ([constant] if constant else periods or [""]):
            chosen = [f for f in table.firms if f.period in ("", period)]
            if survey.has_waves(period):  # nobody says who was there in which of them
                on = survey.firms_of(replace(part, constants={**part.constants, "period": period}))
                chosen = [f for f in chosen if f.label in on]
            file = table.account.file
            survey.outside.append(outside.by_number(chosen, part, period, file))


def _tie_entries(survey: Survey) -> Iterator[Entry]:
    for network in survey.networks:
        part, answers = network.part, network.answers
        survey.accounts.append(
            Account(
                answers.file,
                answers.unit,
                answers.came,
                left_out=answers.left_out,
                reported=answers.reported,
            )
        )
        coverage = part.constant("coverage")
        if coverage == "census" and not survey.whole(network):
            coverage = "sample"
            found = "a census of which not all is known"
            cure = "The ties are written as a sample: they oppose nothing."
            answers.problems.append(
                Problem(answers.file, None, None, found, "an answer of each firm", cure, "warning")
            )
        for tie in network.decided.ties:
            cells = {"source": tie.source, "target": tie.target, "kind": part.kind,
                     "period": network.period, "network": part.network, "weight": tie.weight,
                     "directed": "true" if network.decided.directed else "false",
                     "coverage": coverage}  # fmt: skip
            yield Entry("ties", cells, answers.file, tie.line)


def _outside_entries(survey: Survey) -> Iterator[Entry]:
    for one in survey.outside:
        survey.accounts.append(one.account)
        part = one.part
        coverage = part.constant("coverage")
        coverage = coverage if one.complete or coverage != "census" else "sample"
        directed = "false" if part.direction == "none" else "true"
        for firm, partner, line in one.ties:
            ends = (firm, partner) if part.direction == "from-row" else (partner, firm)
            cells = {"source": ends[0], "target": ends[1], "kind": part.kind,
                     "period": one.period, "network": part.network, "directed": directed,
                     "weight": "", "coverage": coverage}  # fmt: skip
            yield Entry("ties", cells, one.account.file, line)


def _waves(survey: Survey) -> list[str]:
    """Say which firms come and go between the waves of a network."""
    waves: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
    for network in survey.networks:
        key = (network.part.network, network.part.constant("region"))
        waves[key].setdefault(network.period, set()).update(network.firms)
    notes = []
    for (name, _), of in waves.items():
        periods = sorted(of)
        for one, other in pairwise(periods):
            new, gone = sorted(of[other] - of[one]), sorted(of[one] - of[other])
            if new or gone:
                parts = [f"{len(new)} new ({shorten(', '.join(new))})"] if new else []
                parts += [f"{len(gone)} gone ({shorten(', '.join(gone))})"] if gone else []
                notes.append(f"{name}, {one} to {other}: {', '.join(parts)}")
    return notes
