"""Where partners outside are known by number alone: which gatekeepers do not hang on their names.

A firm is a gatekeeper when it passes on what comes from a partner whom the next firm does not have
itself. Two firms that each have one partner may have the same. A firm with more of them than the
next one has at least one that the next has not.
"""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from loclearn.errors import Problem

if TYPE_CHECKING:
    from loclearn.sources.network.survey import Survey

KNOWLEDGE = "knowledge"


def doubtful(survey: "Survey") -> list[Problem]:
    """Return a warning for each period in which each gatekeeper may be none.

    Parameters
    ----------
    survey: with its networks and partners outside.
    """
    problems = []
    for one in survey.outside:
        if one.types or one.part.kind != KNOWLEDGE:
            continue
        number = Counter(firm for firm, _, _ in one.ties)
        heard: dict[str, set[str]] = defaultdict(set)
        for network in survey.networks:
            if network.period != one.period or network.part.kind != KNOWLEDGE:
                continue
            for tie in network.decided.ties:
                heard[tie.source].add(tie.target)
                if not network.decided.directed:
                    heard[tie.target].add(tie.source)
        able = [firm for firm in number if heard[firm]]
        certain = [firm for firm in able if any(number[n] < number[firm] for n in heard[firm])]
        if able and not certain:
            found = f"{len(able)} firms that pass on what they have from partners outside"
            expected = "partners by name"
            cure = (
                "Each of them is a gatekeeper only if its partners are not those of the firms to "
                "which it passes on; a list of partners (--outside) would tell."
            )
            problems.append(Problem(one.account.file, None, one.part.number, found, expected, cure,
                                    "warning"))  # fmt: skip
    return problems
