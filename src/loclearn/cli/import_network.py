"""The command that brings in the surveyed network of a cluster."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from loclearn.cli.network_options import (
    ActivityOf,
    AgreeBy,
    Answered,
    AtLeast,
    CoverageOf,
    Encoding,
    Files,
    Firms,
    Format,
    FormatOf,
    FormOf,
    KindOf,
    Knowledge,
    MappingFile,
    Missing,
    Named,
    Out,
    Outside,
    OutsideNumber,
    PeriodOf,
    RegionOf,
    RegionsFile,
    Scale,
    SourcesAt,
    Vintage,
    Way,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loclearn.sources.entries import Reading
    from loclearn.sources.network.part import Part


def network(
    files: Files,
    out: Out,
    kind: KindOf = None,
    coverage: CoverageOf = None,
    region: RegionOf = None,
    activity: ActivityOf = None,
    period: PeriodOf = None,
    direction: Way = None,
    firms: Firms = None,
    outside: Outside = None,
    outside_number: OutsideNumber = None,
    answered: Answered = None,
    knowledge: Knowledge = None,
    at_least: AtLeast = None,
    missing: Missing = None,
    scale: Scale = None,
    form: FormOf = None,
    sources: SourcesAt = None,
    agree: AgreeBy = None,
    network: Named = None,
    encoding: Encoding = None,
    mapping: MappingFile = None,
    regions: RegionsFile = None,
    vintage: Vintage = None,
    format_: FormatOf = Format.csv,
) -> None:
    """Import a surveyed network: who is tied to whom in a cluster, and with whom outside.

    Files are adjacency matrices with or without labels, lists of ties, two-mode matrices, Pajek
    and DL; separated by commas, semicolons, tabs or blanks. What was not answered is never 0, and
    a census with gaps is written as a sample. Partners outside become actors of the region
    *outside*, which gives no setting. A mapping says the same of several files in one go;
    *examples/valley/valley.toml* is one.

    **Examples**

    loclearn import network advice.csv --kind knowledge --direction to-row --coverage census
    --region ITI14 --activity wine --period 2004 --firms firms.csv --out valley

    loclearn import network trade.net --kind vertical --coverage sample --region ITI14 --out valley

    loclearn import network *.csv --mapping valley.toml --out valley

    The exit code is 0 when all answers are accounted for; 1 when some are reported as broken (the
    others are written) or a file cannot be taken as a whole (then nothing is written); 2 when
    something is not said that cannot be guessed, or a file cannot be read or written.
    """
    from loclearn.sources.network.mapping import checked
    from loclearn.sources.network.part import Part

    given = {"kind": kind and kind.value, "coverage": coverage and coverage.value, "region": region,
             "activity": activity, "period": _year(period), "network": network}  # fmt: skip
    constants = checked({name: value for name, value in given.items() if value})
    null, least, most = tuple(missing or ()), _number(at_least), _number(scale)
    inputs, parts, scheme = list(files), [], "any"
    if mapping is None:
        plain = Part("", constants=constants, null=null, at_least=least, scale=most,
                     form=form.value if form else "", agree=agree.value if agree else "",
                     direction=direction.value if direction else "",
                     sources=sources.value if sources else "", encoding=encoding)  # fmt: skip
        parts = _parts(plain, files, firms, outside)
        parts = _with_firms(parts, outside_number, answered, knowledge)
        inputs += [path for path in (firms, outside) if path]
    else:
        others = (firms, outside, outside_number, answered, knowledge, form, direction, least,
                  most, missing, sources, agree, encoding)  # fmt: skip
        parts, scheme = _mapped(mapping, constants, others)
    extra = [mapping] if mapping else []
    _run(inputs, parts, scheme, (out, regions, vintage, format_.value), extra)


def _year(text: str | None) -> str | None:
    from loclearn.errors import WrongUse
    from loclearn.sources.own_tables.cells import CellError, convert
    from loclearn.sources.own_tables.mapping import Part

    try:
        return convert(text or "", "period", Part("", "ties", {}))[0]
    except CellError as error:
        raise WrongUse(f"--period is {error.expected}, not {text}.") from None


def _number(text: str | None) -> Decimal | None:
    from loclearn.errors import WrongUse

    try:
        found = None if text is None else Decimal(text.replace(",", "."))
    except InvalidOperation:
        found = Decimal()
    if found is not None and not (found.is_finite() and found > 0):
        raise WrongUse(f"{text} is no number above 0.")
    return found


def _parts(
    plain: "Part", files: "Sequence[Path]", firms: Path | None, outside: Path | None
) -> "list[Part]":
    """Return what the files are, as options say: all of one kind."""
    from dataclasses import replace

    shared = {n: v for n, v in plain.constants.items() if n not in ("kind", "network")}
    found = [replace(plain, file=str(path)) for path in files]
    if firms:
        found.append(replace(plain, file=str(firms), to="actors", constants=shared, at_least=None,
                             scale=None, form="", direction=""))  # fmt: skip
    if outside:
        found.append(replace(plain, file=str(outside), to="outside", constants=shared, form="",
                             direction=""))  # fmt: skip
    return found


def _with_firms(
    parts: "list[Part]", number: str | None, answered: str | None, knowledge: list[str] | None
) -> "list[Part]":
    from dataclasses import replace

    from loclearn.errors import WrongUse

    if (number or answered or knowledge) and not any(part.to == "actors" for part in parts):
        raise WrongUse("--outside-number, --answered and --knowledge name columns of --firms FILE.")
    columns = {"number": number or "", "answered": answered or "",
               "knowledge": tuple(knowledge or ())}  # fmt: skip
    return [replace(p, **columns) if p.to == "actors" else p for p in parts]  # type: ignore[arg-type]


def _mapped(
    mapping: Path, constants: dict[str, str], others: "Sequence[object]"
) -> "tuple[list[Part], str]":
    from loclearn.errors import WrongUse
    from loclearn.sources.network.mapping import load

    if any(others):
        raise WrongUse(
            "With --mapping, what a file is stands there; beside it only --coverage, "
            "--region, --activity, --period and --kind are taken, for all files."
        )
    found = load(mapping, constants)
    return list(found.parts), found.regions


def _run(
    inputs: list[Path], parts: "list[Part]", scheme: str,
    to: tuple[Path, Path | None, int | None, str], extra: list[Path],
) -> None:  # fmt: skip
    from loclearn.cli.importing import collected, each_once, gazetteer_of, write
    from loclearn.cli.progress import working
    from loclearn.sources.network.reading import read_all

    out, regions, vintage, format_ = to
    each_once(inputs)
    with working("Reading"):
        reading = read_all(inputs, parts)
        gazetteer = gazetteer_of(out, regions, scheme, reading)
        _own_places(reading, gazetteer, parts)
        folder = collected(reading, out, format_, gazetteer, vintage)
    write(folder, reading, [*inputs, *extra])


def _own_places(reading: "Reading", gazetteer: object, parts: "list[Part]") -> None:
    """Take `outside`, and regions that the user names for all firms, as regions of the user's."""
    from loclearn.sources.regions.codes import Gazetteer, Region
    from loclearn.tables.kinds import OUTSIDE

    if not isinstance(gazetteer, Gazetteer) or not isinstance(gazetteer.own, dict):
        return
    named = dict.fromkeys(part.constant("region") for part in parts if part.constant("region"))
    for code in named:
        if gazetteer.find(code) is None:
            gazetteer.own[code] = Region(code, "own")
            reading.notes.append(
                f"{code} is no code of NUTS, ITL or ISO 3166-2: a region of your own"
            )
    gazetteer.own[OUTSIDE] = Region(OUTSIDE, "own")
