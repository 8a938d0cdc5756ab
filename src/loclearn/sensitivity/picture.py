"""A picture of how one verdict depends on each threshold, as SVG."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise

from loclearn.sensitivity.ranges import Threshold
from loclearn.sensitivity.rows import Row

# The colours of the report, told apart by all; signs say the same without colour.
COLOURS = {"supported": "#0072b2", "opposed": "#b34700", "contested": "#9c3f78",
           "unknown": "#d9d9d9"}  # fmt: skip
INK = {"supported": "#ffffff", "opposed": "#ffffff", "contested": "#ffffff", "unknown": "#000000"}
SIGNS = {"supported": "+", "opposed": "−", "contested": "±", "unknown": "·"}
_WIDTH, _LEFT, _BAR, _STEP, _TOP, _APART = 760, 300, 420, 62, 92, 40


def picture(rows: Sequence[Row], thresholds: Sequence[Threshold], title: str) -> str:
    """Return one bar a threshold: what the verdict is over the range, and where it flips.

    Parameters
    ----------
    rows: all rows of one verdict, those that never flip as well.
    thresholds: as in Sensitivity, for their labels and signs. title: what the picture is of.
    """
    by_name = {one.name: one for one in thresholds}
    height = _TOP + _STEP * max(len(rows), 1) + 12
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" aria-labelledby="title desc" '
        'font-family="system-ui, sans-serif" font-size="13">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(" ".join(_sentence(row, by_name) for row in rows))}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(16, 28, title, size=17, weight="bold"),
        _text(16, 48, "Each threshold moved alone over its range; ▼ marks the profile.", "#444444"),
        *_legend(),
    ]
    if not rows:
        parts.append(_text(16, _TOP + 20, "No threshold with a range bears on this verdict."))
    for number, row in enumerate(rows):
        parts += _bar(row, by_name[row.threshold], _TOP + _STEP * number)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend() -> list[str]:
    parts = []
    for number, (value, colour) in enumerate(COLOURS.items()):
        x = 16 + 120 * number
        parts.append(f'<rect x="{x}" y="60" width="18" height="18" fill="{colour}"/>')
        parts.append(_text(x + 9, 74, SIGNS[value], INK[value], anchor="middle", weight="bold"))
        parts.append(_text(x + 24, 74, value))
    return parts


def _bar(row: Row, threshold: Threshold, top: int) -> list[str]:
    y = top + 20
    share = f"{row.holds_share:.0%} of the {'span (ours)' if threshold.ours else 'range'}"
    parts = [
        _text(16, y + 12, threshold.label, weight="bold"),
        _text(16, y + 28, f"{row.value} in {share}", "#444444"),
    ]
    for x, wide, value in _cells(row, threshold):
        parts.append(
            f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="20" '
            f'fill="{COLOURS[value]}" stroke="#ffffff"/>'
        )
        if wide > 12:
            parts.append(_text(x + wide / 2, y + 15, SIGNS[value], INK[value], anchor="middle",
                               weight="bold"))  # fmt: skip
    if threshold.whole:
        return [*parts, *_numbers(row, y), *_profile(row, threshold, y)]
    parts += [_mark(row, flip, y) for flip in row.flips_at]
    for end in (row.low, row.high):
        if all(abs(_x(row, end) - _x(row, flip)) > _APART for flip in row.flips_at):
            parts.append(_text(_x(row, end), y + 36, plain(end), "#444444", anchor="middle"))
    return [*parts, *_profile(row, threshold, y)]


def _cells(row: Row, threshold: Threshold) -> Iterator[tuple[float, float, str]]:
    """Yield where each part of a bar begins, how wide it is, and the verdict there."""
    if threshold.whole:
        wide = _BAR / (int(row.high) - int(row.low) + 1)
        for number, at in enumerate(range(int(row.low), int(row.high) + 1)):
            yield _LEFT + wide * number, wide, _value_at(row, threshold, Decimal(at))
        return
    for (one, two), value in zip(
        pairwise([row.low, *row.flips_at, row.high]), row.values, strict=True
    ):
        yield _x(row, one), _x(row, two) - _x(row, one), value


def _value_at(row: Row, threshold: Threshold, at: Decimal) -> str:
    """Return the verdict at a bound; at a flip itself, the operator says on which side it is."""
    before = threshold.facets[0].operator in (">=", "<")
    return row.values[sum(flip < at or (flip == at and not before) for flip in row.flips_at)]


def _numbers(row: Row, y: int) -> list[str]:
    low, high = int(row.low), int(row.high)
    wide = _BAR / (high - low + 1)
    return [_text(_LEFT + wide * (number - low + 0.5), y + 36, str(number), "#444444",
                  anchor="middle") for number in range(low, high + 1)]  # fmt: skip


def _profile(row: Row, threshold: Threshold, y: int) -> list[str]:
    if not row.low <= row.at <= row.high:
        return []
    x = _x(row, row.at)
    if threshold.whole:
        x = _LEFT + _BAR * float((row.at - row.low + Decimal("0.5")) / (row.high - row.low + 1))
    operator = threshold.facets[0].operator
    sign = {">=": "≥", "<=": "≤"}.get(operator, operator)
    return [
        f'<path d="M{x - 5:.1f} {y - 9} h10 l-5 8 z" fill="#000000"/>',
        _text(x + 9, y - 3, f"{sign} {plain(row.at)}"),
    ]


def _mark(row: Row, flip: Decimal, y: int) -> str:
    x = _x(row, flip)
    return f'<path d="M{x:.1f} {y - 2} v24" stroke="#000000" stroke-dasharray="3 2"/>' + _text(
        x, y + 36, plain(flip), anchor="middle", weight="bold"
    )


def _x(row: Row, value: Decimal) -> float:
    return _LEFT + _BAR * float((value - row.low) / (row.high - row.low))


def _sentence(row: Row, thresholds: dict[str, Threshold]) -> str:
    label = thresholds[row.threshold].label
    if not row.flips_at:
        return f"{label}: {row.value} from {plain(row.low)} to {plain(row.high)}."
    flips = ", ".join(map(plain, row.flips_at))
    return f"{label}: {', then '.join(row.values)}; flips at {flips}."


def plain(number: Decimal) -> str:
    """Return a number with at most four places.

    >>> plain(Decimal("1.235294117647"))
    '1.2353'
    """
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _text(
    x: float, y: float, text: str, colour: str = "#000000", *, anchor: str = "start",
    size: int = 13, weight: str = "normal",
) -> str:  # fmt: skip
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}" '
        f'font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
    )
