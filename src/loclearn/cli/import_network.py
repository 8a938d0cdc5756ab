"""The command that brings in the surveyed network of a cluster."""

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loclearn.sources.entries import Reading
    from loclearn.sources.network.part import Part


class Coverage(StrEnum):
    """How the firms were found."""

    census = "census"
    sample = "sample"


class Kind(StrEnum):
    """What flows."""

    vertical = "vertical"
    knowledge = "knowledge"
    informal_contact = "informal-contact"
    ownership = "ownership"
    market = "market"
    mobility = "mobility"
    other = "other"


class Direction(StrEnum):
    """Which way ties go."""

    from_row = "from-row"
    to_row = "to-row"
    none = "none"


class Form(StrEnum):
    """What a file is."""

    matrix = "matrix"
    two_mode = "two-mode"
    list = "list"
    pajek = "pajek"
    dl = "dl"


class Sources(StrEnum):
    """Where the columns of a two-mode matrix lie."""

    local = "local"
    outside = "outside"


class Agree(StrEnum):
    """Whose word makes a tie without direction."""

    either = "either"
    both = "both"


class Format(StrEnum):
    """How tables are written."""

    csv = "csv"
    parquet = "parquet"


def _opt(help_: str, metavar: str | None = None) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(help=help_, metavar=metavar, show_default=False)
    return found


Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help="Matrices, lists of ties, Pajek, DL.", show_default=False
    ),
]
Out = Annotated[Path, _opt("The folder whose tables are added to.", "DIR")]


def network(
    files: Files,
    out: Out,
    kind: Annotated[Kind | None, _opt("What flows.")] = None,
    coverage: Annotated[
        Coverage | None, _opt("census: all firms of the cluster were asked and answered.")
    ] = None,
    region: Annotated[str | None, _opt("Where the firms are.", "CODE")] = None,
    activity: Annotated[str | None, _opt("What they do; ALL by default.", "CODE")] = None,
    period: Annotated[str | None, _opt("When they were asked: 2004, 2002/2004.", "YEAR")] = None,
    direction: Annotated[
        Direction | None,
        _opt(
            "from-row: what flows goes from the row's actor to the column's; to-row: the other "
            "way, as where firms are asked whom they turn to; none. A symmetric matrix has none."
        ),
    ] = None,
    firms: Annotated[Path | None, _opt("A table of the firms' attributes.", "FILE")] = None,
    outside: Annotated[
        Path | None, _opt("A list of firms and their partners outside.", "FILE")
    ] = None,
    outside_number: Annotated[
        str | None, _opt("The column of --firms with the number of partners outside.", "COLUMN")
    ] = None,
    answered: Annotated[
        str | None, _opt("The column of --firms that says who answered.", "COLUMN")
    ] = None,
    knowledge: Annotated[
        list[str] | None,
        _opt("A column of --firms that is one kind of knowledge. Repeatable.", "COLUMN"),
    ] = None,
    at_least: Annotated[str | None, _opt("The least value that is a tie.", "N")] = None,
    missing: Annotated[
        list[str] | None, _opt("What means not answered, beside NA. Repeatable.", "TEXT")
    ] = None,
    scale: Annotated[str | None, _opt("The largest value that can be.", "N")] = None,
    form: Annotated[Form | None, _opt("Where it is not found out.")] = None,
    sources: Annotated[Sources | None, _opt("Where the columns of a two-mode matrix lie.")] = None,
    agree: Annotated[
        Agree | None, _opt("A tie without direction stands where either names it, or both.")
    ] = None,
    network: Annotated[str | None, _opt("Name of the survey; the kind by default.", "NAME")] = None,
    encoding: Annotated[
        str | None, _opt("Where files are not Unicode: cp1252, latin-1 …", "NAME")
    ] = None,
    mapping: Annotated[
        Path | None, _opt("What each of several files or waves is.", "FILE.toml")
    ] = None,
    regions: Annotated[Path | None, _opt("Regions of your own: code, name …", "FILE.csv")] = None,
    vintage: Annotated[int | None, _opt("Carry NUTS codes to NUTS of this year.", "YEAR")] = None,
    format_: Annotated[
        Format, typer.Option("--format", help="csv, or parquet (pip install 'loclearn[tables]').")
    ] = Format.csv,
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
    from loclearn.cli.import_ import _collect, _each_once, _gazetteer, _write
    from loclearn.cli.progress import working
    from loclearn.sources.network.reading import read_all

    out, regions, vintage, format_ = to
    _each_once(inputs)
    with working("Reading"):
        reading = read_all(inputs, parts)
        gazetteer = _gazetteer(out, regions, scheme, reading)
        _own_places(reading, gazetteer, parts)
        folder = _collect(reading, out, format_, gazetteer, vintage)
    _write(folder, reading, [*inputs, *extra])


def _own_places(reading: "Reading", gazetteer: object, parts: "list[Part]") -> None:
    """Take `outside`, and regions that the user names for all firms, as regions of the user's."""
    from loclearn.sources.network.part import OUTSIDE
    from loclearn.sources.regions.codes import Gazetteer, Region

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
