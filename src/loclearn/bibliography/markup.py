"""Italics and their like in a styled reference: marks first, then text, HTML or Markdown.

A style sheet writes marks, characters that no text of a reference has, so that what a bibliography
says is escaped for itself and the marks are turned into the markup of the output.
"""

import re
from html import escape

_TAGS = ("i", "b", "u", "sup", "sub", "sc")
_OPEN = {tag: chr(0xE010 + number) for number, tag in enumerate(_TAGS)}
_CLOSE = {tag: chr(0xE020 + number) for number, tag in enumerate(_TAGS)}
_MARKS = {mark: tag for marks in (_OPEN, _CLOSE) for tag, mark in marks.items()}
_MARK = re.compile("[\ue010-\ue02f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_INNER = re.compile(r"<(i|b|sup|sub)>([^<>]*)</\1>")
_HTML = {
    "i": ("<i>", "</i>"), "b": ("<b>", "</b>"), "u": ("<u>", "</u>"),
    "sup": ("<sup>", "</sup>"), "sub": ("<sub>", "</sub>"),
    "sc": ('<span style="font-variant:small-caps;">', "</span>"),
}  # fmt: skip
_MARKDOWN = {"i": ("*", "*"), "b": ("**", "**"), "sup": ("^", "^"), "sub": ("~", "~")}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#^~$|])")
FORMATS = ("text", "html", "markdown")


def marked(tag: str, text: str) -> str:
    r"""Return a text between the marks of a tag.

    >>> marked("i", "a") == "\ue010a\ue020"
    True
    """
    return f"{_OPEN[tag]}{text}{_CLOSE[tag]}"


def clean(value: str) -> str:
    r"""Return a value on one line, with marks for the few tags that CSL-JSON allows in it.

    >>> clean("a\n <i>b</i>") == "a " + marked("i", "b")
    True
    """
    text = " ".join(_PRIVATE.sub("", value).split())
    return _INNER.sub(lambda found: marked(found[1], found[2]), text)


def plain(text: str) -> str:
    """Return a marked text without its marks.

    >>> plain(marked("i", "a"))
    'a'
    """
    return _MARK.sub("", text)


def rendered(text: str, format_: str) -> str:
    r"""Return a marked text as text, HTML or Markdown; italics in italics stand upright.

    >>> rendered(marked("i", "a < b"), "html"), rendered(marked("i", "a_b"), "markdown")
    ('<i>a &lt; b</i>', '*a\\_b*')
    """
    if format_ == "text":
        return plain(text)
    signs, write = (_HTML, escape_html) if format_ == "html" else (_MARKDOWN, escape_markdown)
    parts = []
    on = dict.fromkeys(_TAGS, False)
    for piece in re.split("([\ue010-\ue02f])", text):
        tag = _MARKS.get(piece)
        if tag is None:
            parts.append(write(piece))
        elif tag in signs:
            parts.append(signs[tag][on[tag]])
            on[tag] = not on[tag]
    return "".join(parts)


def escape_html(text: str) -> str:
    """Return a text as HTML; quotation marks need no escape outside of attributes."""
    return escape(text, quote=False)


def escape_markdown(text: str) -> str:
    r"""Return a text whose signs mean nothing to Markdown.

    >>> escape_markdown("a*b")
    'a\\*b'
    """
    return _SPECIAL.sub(r"\\\1", text)


def punctuated(text: str, close_quote: str = "", *, inside: bool = False) -> str:
    """Return a marked text without two marks of punctuation where one is meant.

    Parts of a reference end with signs of their own: a title with a question mark, then the full
    stop of the style.

    Parameters
    ----------
    text: the reference.
    close_quote: the sign that the style puts after a quoted title.
    inside: whether full stops and commas stand before that sign, as in American English.

    >>> punctuated("“Why?”. Journal", "”", inside=True), punctuated("“A”. J, 2", "”", inside=True)
    ('“Why?” Journal', '“A.” J, 2')
    >>> punctuated("What now?. Journal")
    'What now? Journal'
    """
    ends = f"[\ue020-\ue02f{re.escape(close_quote)}]*"
    text = re.sub(rf"([?!])({ends})\.(?!\.)", r"\1\2", text)
    text = re.sub(rf"\.({ends[:-1]}+)\.(?!\.)", r".\1", text)
    if inside and close_quote:
        text = re.sub(rf"([\ue020-\ue02f]*{re.escape(close_quote)})([.,])", r"\2\1", text)
        text = re.sub(r"([?!.])([.,])(?=[\ue020-\ue02f]*" + re.escape(close_quote) + ")",
                      lambda found: found[1] if found[2] == "." else found[0], text)  # fmt: skip
    return text
