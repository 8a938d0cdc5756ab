"""Read the files of a survey: which is what, and what stands in each."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten
from loclearn.sources.entries import Reading
from loclearn.sources.network import distances, dl, firms, lists, matrix, outside, pajek
from loclearn.sources.network.answers import Answers
from loclearn.sources.network.deciding import Decided, decide
from loclearn.sources.network.entering import reading
from loclearn.sources.network.grid import grid, text_of
from loclearn.sources.network.part import WHERE, Part, asked
from loclearn.sources.network.survey import Network, Survey

Files = list[tuple[Path, Part]]


def read_all(paths: Sequence[Path], parts: Sequence[Part]) -> Reading:
    """Read the files of a survey as actors and ties.

    Parameters
    ----------
    paths: the files. parts: what each is; a file may have several.

    Raises WrongUse where something is not said that nobody can guess, InvalidInput with all that
    is wrong where a file cannot be taken as a whole.
    """
    files = _matched(paths, parts)
    if questions := asked([part for _, part in files]):
        raise WrongUse("It is not said " + ";\n  nor ".join(questions) + ".")
    survey = Survey(periods={p.constant("period") for _, p in files if p.to == "ties"})
    problems: list[Problem] = []
    for to in ("actors", "ties", "outside", "distances"):
        for path, part in files:
            if part.to != to:
                continue
            try:
                _STEPS[to](survey, path, part)
            except InvalidInput as error:
                problems += error.problems
        if problems and to == "actors":
            break  # the others are held against the firms
        if to == "actors":
            _placeable(survey, files)
    if not problems:
        problems += survey.contradictions()
    if any(problem.severity == "violation" for problem in problems):
        raise InvalidInput([*problems, *_cells_too(survey)])
    return reading(survey)


def _placeable(survey: Survey, files: Files) -> None:
    """Raise WrongUse where neither the user nor a table of firms says where the firms are."""
    rows = (firm for _, table in survey.tables for firm in table.firms)
    if not any(part.constant("region") for _, part in files) and not any(
        "region" in firm.cells for firm in rows
    ):
        raise WrongUse(f"It is not said {WHERE}.")


def _cells_too(survey: Survey) -> list[Problem]:
    """Return what is wrong in files that could be taken: all is told at once."""
    return [problem for network in survey.networks for problem in network.answers.problems]


def _matched(paths: Sequence[Path], parts: Sequence[Part]) -> Files:
    named = {part.file for part in parts}
    files = [
        (path, part)
        for path in paths
        for part in parts
        if part.file == str(path) or (str(path) not in named and part.reads(path))
    ]
    for path in paths:
        if not any(found == path for found, _ in files):
            known = ", ".join(part.file for part in parts)
            raise WrongUse(f"The mapping says nothing of {path.name}; it has {known}.")
    for part in parts:
        if not any(part.reads(path) for path in paths):
            raise WrongUse(f"The mapping has {part.file}, and no such file is named.")
    return files


def answers_of(path: Path, part: Part, known: Sequence[str] = ()) -> list[Answers]:
    """Return what a file of ties holds, one for each period, whatever its form.

    Parameters
    ----------
    path, part: the file, and what the user says of it.
    known: the firms of the table of firms, for a matrix without labels.
    """
    text = text_of(path, part)
    if part.form == "pajek" or (not part.form and pajek.is_pajek(text)):
        return [pajek.read(text, str(path))]
    if part.form == "dl" or (not part.form and dl.is_dl(text)):
        return [dl.read(text, str(path))]
    table = grid(path, part)
    if part.form == "list" or (not part.form and lists.looks_like(table, part)):
        return lists.read(table, part)
    return [matrix.read(table, part.form, known)]


def _firms(survey: Survey, path: Path, part: Part) -> None:
    survey.tables.append((part, firms.read(path, part)))


def _ties(survey: Survey, path: Path, part: Part) -> None:
    found = answers_of(path, part, survey.known(part))
    if any(answers.period for answers in found):
        survey.periods |= {answers.period for answers in found}
        survey.periods.discard(part.constant("period"))
    for answers in found:
        one = _dated(part, answers)
        known = survey.known(one)
        if answers.form == "list":
            _roster(answers, one, known)
        if answers.form == "two-mode" and not part.sources:
            _placed(answers, known)
        rows = survey.rows(one.constant("period"), one.constant("region"))
        decided = decide(answers, one, [firm.label for _, firm in rows if not firm.answered])
        _complete(decided, known, waves=survey.has_waves(one.constant("period")))
        survey.networks.append(Network(one, one.constant("period"), decided))


def _dated(part: Part, answers: Answers) -> Part:
    """Return a part with the period that answers have in a column."""
    period = answers.period or part.constant("period")
    return replace(part, constants={**part.constants, "period": period})


def _roster(answers: Answers, part: Part, known: Sequence[str]) -> None:
    """Give a list of ties its roster: the firms of the table; raise where it names another."""
    if not known:
        if part.constant("coverage") == "census":
            found = "a list of ties, and no table of firms"
            cure = "Give the firms with --firms FILE, or say --coverage sample."
            expected = "all firms, since one without ties is in no list"
            raise InvalidInput([Problem(answers.file, None, None, found, expected, cure)])
        answers.notes.append("firms without ties are in no list, and not known")
        return
    problems = []
    for cell in answers.cells:
        for label in (cell.row, cell.column):
            if label not in known:
                cure = did_you_mean(label, known) or (
                    "Add it to the firms; partners outside are given with --outside."
                )
                problems.append(Problem(answers.file, cell.line, None, shorten(label),
                                        "a firm of the table of firms", cure))  # fmt: skip
    if problems:
        raise InvalidInput(problems)
    answers.rows = answers.columns = tuple(known)


def _placed(answers: Answers, known: Sequence[str]) -> None:
    strangers = [label for label in answers.columns if label not in known]
    if strangers:
        found = f"columns of which nobody says where they lie: {shorten(', '.join(strangers))}"
        cure = "Say --sources local or --sources outside, or add them to the table of firms."
        raise InvalidInput([Problem(answers.file, None, None, found, "their region", cure)])


def _complete(decided: Decided, known: Sequence[str], *, waves: bool) -> None:
    """Hold the roster against the table of firms: who was not asked, and who is not known."""
    answers = decided.answers
    if not known or not answers.rows:
        return
    labels = answers.rows if answers.form == "two-mode" else answers.roster
    lacking = [label for label in known if label not in answers.roster]
    strangers = [label for label in labels if label not in known]
    if lacking and not waves:
        decided.complete = False
        found = f"{shorten(', '.join(lacking))} in the table of firms, and not here"
        cure = "They were not asked, so that the network is a sample."
        answers.problems.append(Problem(answers.file, None, None, found, "all firms", cure,
                                        "warning"))  # fmt: skip
    if strangers:
        found = f"{shorten(', '.join(strangers))} here, and not in the table of firms"
        cure = did_you_mean(strangers[0], lacking) or "They are taken without attributes."
        answers.problems.append(Problem(answers.file, None, None, found, "all firms", cure,
                                        "warning"))  # fmt: skip


def _outside(survey: Survey, path: Path, part: Part) -> None:
    found = lists.read(grid(path, part), part)
    types = lists.types_of(grid(path, part), part)
    for answers in found:
        one = _dated(part, answers)
        named = outside.by_name(answers, one, survey.firms_of(one), types)
        silent = survey.silent(one)
        if not survey.has_waves(one.constant("period")):
            silent |= set(survey.known(one)) - named.firms - named.types.keys()
        if silent:
            named.hush(silent)
        survey.outside.append(named)


def _distances(survey: Survey, path: Path, part: Part) -> None:
    found = matrix.read(grid(path, part), "matrix", survey.known(part))
    roster = {label for network in survey.networks for label in network.answers.roster}
    account, problems, note = distances.described(found, part, roster)
    survey.accounts.append(account)
    survey.problems += problems
    survey.notes.append(note)


_STEPS = {"actors": _firms, "ties": _ties, "outside": _outside, "distances": _distances}
