"""LaTeX in BibTeX fields: to Unicode, and back."""

import re
import unicodedata

_MARKS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "b": "\u0331", "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€",
    "texteuro": "€", "dots": "…", "ldots": "…", "textellipsis": "…", "textendash": "–",
    "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textbackslash": "\\", "textasciitilde": "~", "textdegree": "°",
    "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}", "textdollar": "$",
    "textunderscore": "_", "textregistered": "®", "texttrademark": "™", "textless": "<",
    "textgreater": ">", "textbar": "|", "guillemotleft": "«", "guillemotright": "»",
    "textexclamdown": "¡", "textquestiondown": "¿", "textquotesingle": "'", "textasciigrave": "`",
    "textquotedbl": '"', "textnumero": "№",
}  # fmt: skip
_PLAIN = (
    "emph|textit|textbf|textsc|texttt|textrm|textsf|textsl|textup|textnormal|mbox|text|uppercase|"
    "lowercase|url|path|enquote|ensuremath|em|it|bf|sc|tt|rm|sf|sl|bibstring|protect|textsuperscript"
    "|textsubscript"
)
_ACCENT = (
    r"""\\(?:(?P<sign>["'`^~=.])\s*|(?P<letter>[uvHcdbkr])(?:\s+(?=[A-Za-z\\])|\s*(?=\{)))"""
    r"(?:\{\s*(?P<base>\\?[^\W\d_])\s*\}|(?P<bare>\\[ij](?![A-Za-z])|[^\W\d_]))"
)
_SYMBOL = (
    rf"\\(?P<symbol>{'|'.join(sorted(_SYMBOLS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|\s+)?"
)
_TOKEN = re.compile(
    rf"{_ACCENT}|{_SYMBOL}"
    r"|\\(?P<escaped>[&%$#_{}])|\\(?P<spaced>[ ,;:!/\\-])|\\(?P<lone>[~^])\{\}"
    rf"|\\(?P<format>{_PLAIN})(?![A-Za-z])\s*"
    r"|(?P<unknown>\\(?:[A-Za-z]+\*?\s*(?:\{[^{}]*\})*|.)|\$[^$]*\$)"
    r"|(?P<other>[{}~]|---?|``|'')"
)
_SPECIAL = re.compile(r"[\\{}~$]|--|``|''")
_OTHER = {"{": "", "}": "", "~": " ", "---": "—", "--": "–", "``": "“", "''": "”"}
_SAFE = re.compile(rf"\{{?(?:{_ACCENT}|{_SYMBOL})\}}?|\\[&%$#_]")
_TO_ESCAPE = re.compile(r"[\\{}~^&%$#_]|-(?=-)|`(?=`)|'(?=')|[^\x00-\x7f]")
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "-": "-{}", "`": "`{}", "'": "'{}",
    **{sign: "\\" + sign for sign in "&%$#_"},
}  # fmt: skip
_TO_ASCII = {
    **{char: rf"{{\{name}}}" for name, char in _SYMBOLS.items() if ord(char) > 127},
    "–": "--", "—": "---", "“": "``", "”": "''", "\N{NO-BREAK SPACE}": "~",
}  # fmt: skip
_SIGNS = {mark: sign for sign, mark in _MARKS.items()}


def decode(raw: str) -> str:
    r"""Return the text of a LaTeX string; a macro that is not known stays as it is.

    >>> decode(r"Mayer-Sch{\"o}nberger and {\v{S}}kec: {{MGWR}} \& more")
    'Mayer-Schönberger and Škec: MGWR & more'
    >>> decode(r"{\noopsort{1973b}}1973")
    '\\noopsort{1973b}1973'
    """
    text = " ".join(raw.split())
    if not _SPECIAL.search(text):
        return text
    text = _TOKEN.sub(_replaced, text)
    return " ".join(text.split())


def _replaced(match: re.Match[str]) -> str:
    kind = match.lastgroup
    found = match[kind] if kind else ""
    if kind in {"base", "bare"}:
        mark = _MARKS[match["sign"] or match["letter"]]
        return unicodedata.normalize("NFC", found.lstrip("\\") + mark)
    if kind == "symbol":
        return _SYMBOLS[found]
    if kind == "spaced":
        return "" if found in "-/!" else " "
    if kind == "format":
        return ""
    return _OTHER[found] if kind == "other" else found


def lossy(raw: str) -> bool:
    r"""Return whether a LaTeX string says more than its text: protected case, math, macros.

    >>> lossy(r"{MGWR} in R"), lossy(r"Sch{\"o}n \& gut")
    (True, False)
    """
    return bool(_SPECIAL.search(raw)) and not set("{}\\$").isdisjoint(_SAFE.sub("", raw))


def encode(text: str, *, ascii_: bool) -> str:
    r"""Return a text as LaTeX.

    Parameters
    ----------
    text: the text.
    ascii_: whether letters with marks are escaped as well, as classic BibTeX needs it.

    >>> encode("Škec & Müller", ascii_=True)
    '{\\v{S}}kec \\& M{\\"u}ller'
    >>> encode("Škec", ascii_=False)
    'Škec'
    """

    def escaped(match: re.Match[str]) -> str:
        char = match[0]
        if char in _ESCAPES:
            return _ESCAPES[char]
        if not ascii_:
            return char
        return _TO_ASCII.get(char) or _with_mark(char)

    return _TO_ESCAPE.sub(escaped, text)


def _with_mark(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    if len(parts) != 2 or parts[1] not in _SIGNS or not parts[0].isascii():
        return char
    sign = _SIGNS[parts[1]]
    base = "\\" + parts[0] if parts[0] in "ij" else parts[0]
    return f"{{\\{sign}{{{base}}}}}" if sign.isalpha() else f"{{\\{sign}{base}}}"
