"""One network in the dialects that people hand in."""

import random


def drawn(seed, size=11, share=0.25, top=4, *, symmetric=False):
    """A valued network: labels, and a value for each ordered pair of different firms."""
    draw = random.Random(seed)
    firms = [f"Cantina {n}" if n % 3 else f"Podere Nº {n}" for n in range(1, size + 1)]
    values = {(a, b): draw.randint(1, top) if draw.random() < share else 0
              for a in firms for b in firms if a != b}  # fmt: skip
    if symmetric:
        values |= {(b, a): value for (a, b), value in values.items() if a < b}
    return firms, values


def grid(firms, values, *, corner="", side=True, head=True, own="0", comma=False):
    rows = [[str(values[a, b]) if a != b else own for b in firms] for a in firms]
    if comma:
        rows = [[f"{cell},0" for cell in row] for row in rows]
    rows = [[a, *row] for a, row in zip(firms, rows, strict=True)] if side else rows
    return ([[corner] * side + firms] if head else []) + rows


def joined(rows, mark, end="\n"):
    quoted = [[f'"{c}"' if mark in c else c for c in row] for row in rows]
    return end.join(mark.join(row) for row in quoted) + end


def quoted(rows):
    return "\n".join(" ".join(f'"{c}"' for c in row) for row in rows) + "\n"


def edges(values, *, header="ego,alter,value", zeros=False, mark=","):
    rows = [header.replace(",", mark)]
    rows += [mark.join((a, b, str(v))) for (a, b), v in values.items() if v or zeros]
    return "\n".join(rows) + "\n"


def pajek(firms, values, *, matrix=False):
    lines = [f"*Vertices {len(firms)}"] + [f'{n} "{a}"' for n, a in enumerate(firms, 1)]
    if matrix:
        cells = [" ".join(str(values.get((a, b), 0)) for b in firms) for a in firms]
        return "\n".join([*lines, "*Matrix", *cells]) + "\n"
    number = {a: n for n, a in enumerate(firms, 1)}
    arcs = [f"{number[a]} {number[b]} {v}" for (a, b), v in values.items() if v]
    return "\r\n".join([*lines, "*Arcs", *arcs]) + "\r\n"


def dl(firms, values, form="fullmatrix"):
    labels = "\n".join(f'"{a}"' for a in firms)
    head = f"DL n={len(firms)}\nformat={form}\nlabels:\n{labels}\ndata:\n"
    if form == "fullmatrix":
        rows = [" ".join(str(values.get((a, b), 0)) for b in firms) for a in firms]
    elif form == "edgelist1":
        number = {a: n for n, a in enumerate(firms, 1)}
        rows = [f"{number[a]} {number[b]} {v}" for (a, b), v in values.items() if v]
    return head + "\n".join(rows) + "\n"


def variants(firms, values):
    """Return the files of one network, by dialect, as bytes."""
    plain = grid(firms, values)
    texts = {
        "comma": joined(plain, ","),
        "semicolon": joined(plain, ";"),
        "tab": joined(plain, "\t"),
        "blanks": quoted(plain),
        "R": quoted([plain[0][1:], *plain[1:]]),
        "excel": "sep=;\n" + joined(plain, ";"),
        "corner": joined(grid(firms, values, corner="Firma"), ";"),
        "carriage return": joined(plain, ";", "\r"),
        "windows": joined(plain, ",", "\r\n"),
        "decimal comma": joined(grid(firms, values, comma=True), ";"),
        "diagonal empty": joined(grid(firms, values, own=""), ","),
        "diagonal NA": joined(grid(firms, values, own="NA"), ","),
        "head only": joined(grid(firms, values, side=False), ","),
        "side only": joined(grid(firms, values, head=False), ";"),
        "no labels": joined(grid(firms, values, side=False, head=False), "\t"),
        "blank lines": "\n\n" + joined(plain, ",").replace("\n", "\n\n"),
        "list": edges(values),
        "list with zeros": edges(values, zeros=True, mark=";"),
        "list without header": edges(values).partition("\n")[2],
        "pajek": pajek(firms, values),
        "pajek matrix": pajek(firms, values, matrix=True),
        "dl": dl(firms, values),
        "dl edges": dl(firms, values, "edgelist1"),
    }
    turned = firms[::-1]
    columns = [plain[0][:1] + turned] + [
        [a, *(str(values.get((a, b), 0)) for b in turned)] for a in firms
    ]
    texts["columns turned round"] = joined(columns, ",")
    found = {name: text.encode("utf-8") for name, text in texts.items()}
    found["mark"] = joined(plain, ",").encode("utf-8-sig")
    found["utf-16"] = joined(plain, "\t").encode("utf-16")
    return found
