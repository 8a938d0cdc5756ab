"""Small papers of the tests' own, as text and as PDF."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

CLAIMS = [
    {"claim_id": claim, "locator": locator, "statement": "So.", "anchor_phrase": anchor}
    for claim, locator, anchor in (
        ("A1", "1.P1", "firms find ruinous lock-in"),
        ("A2", "1.P2", "an ‘insider’ of a flow"),
        ("A3", "2.P1", "meeting face-to-face. Others do"),
    )
]

PAGES = [
    ["Some \x02rms \x02nd ruin-", "ous lock-in, and"],
    [
        "do not see an “insider”",
        "of a \x03ow. They go on meeting face-to-",
        "face.12 Others do not.",
    ],
]
"""Two pages on which the three anchors stand; bytes 2 and 3 are the ligatures of the font."""


def pdf(pages, password=None, algorithm="RC4-128"):
    """Return the bytes of a PDF with those lines on its pages; an empty page holds no text."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(width=400, height=400)
        if lines:
            page[NameObject("/Resources")] = _resources()
            stream = DecodedStreamObject()
            shown = "".join(f"({line}) Tj T*\n" for line in lines)
            text = f"BT /F1 12 Tf 14 TL 20 360 Td\n{shown}ET"
            stream.set_data(text.encode("cp1252"))
            page[NameObject("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(password, algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _resources():
    names = [NumberObject(2), NameObject("/fi"), NameObject("/fl")]
    names += [NumberObject(147), NameObject("/quotedblleft"), NameObject("/quotedblright")]
    encoding = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Encoding"),
            NameObject("/Differences"): ArrayObject(names),
        }
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): encoding,
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    return DictionaryObject({NameObject("/Font"): fonts})
