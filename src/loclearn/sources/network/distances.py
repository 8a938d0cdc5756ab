"""Check a matrix of distances or proximities between firms, and say what is in it.

A distance is no tie, and the scale of a survey is not that of the indicator knowledge-distance,
which is computed from classes of knowledge: so nothing of it is written.
"""

from collections.abc import Collection
from statistics import fmean

from loclearn.errors import Problem, shorten
from loclearn.sources.entries import Account
from loclearn.sources.network.answers import Answers
from loclearn.sources.network.part import Part
from loclearn.sources.network.values import valued


def described(
    answers: Answers, part: Part, roster: Collection[str]
) -> tuple[Account, list[Problem], str]:
    """Return the account of a matrix of distances, its problems, and its mean in words.

    Parameters
    ----------
    answers: the matrix. part: what the user says of it. roster: the firms of the survey.
    """
    account = Account(answers.file, answers.unit, answers.came, left_out=answers.left_out)
    cells, problems = valued(answers.cells, answers.file, part, doubted=99)
    account.reported = answers.reported + len(problems)
    there = {(c.row, c.column): c for c in cells}
    for (row, column), cell in there.items():
        other = there.get((column, row))
        if other is None or row >= column or cell.value == other.value:
            continue
        found = f"{shorten(cell.text)} from {shorten(row)} to {shorten(column)}"
        expected = f"{shorten(other.text)}, as in row {other.line}: a distance has no direction"
        problems.append(Problem(answers.file, cell.line, cell.place, found, expected,
                                "Correct one of the two.", "warning"))  # fmt: skip
    strangers = [label for label in answers.rows if roster and label not in roster]
    if strangers:
        found = f"{shorten(', '.join(strangers))}, of whom the survey knows nothing"
        problems.append(Problem(answers.file, None, None, found, "the firms of the survey",
                                severity="warning"))  # fmt: skip
    values = [float(c.value) for c in cells if c.row != c.column and c.value is not None]
    account.left_out["of distances, which no table holds"] += sum(c.sound for c in cells)
    mean = (
        f"mean {fmean(values):.4g}, from {min(values):g} to {max(values):g}" if values else "none"
    )
    note = (
        f"{answers.file}: distances between {len(answers.rows)} firms, {mean}; checked and not "
        "written: C02 is decided by classes of knowledge (--knowledge)"
    )
    return account, [*answers.problems, *problems], note
