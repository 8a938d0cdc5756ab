"""What tests of imports share."""

import pytest

from tests.importing.patents import NAME, STREET


@pytest.fixture
def regpat(tmp_path, command):
    """Write tables and import them."""

    def call(inventors=None, filed=None, *options, applicants=None, out="out"):
        given = []
        for name, text in (
            ("inventors", inventors),
            ("classes", filed),
            ("applicants", applicants),
        ):
            if text is not None:
                path = tmp_path / f"{name}.txt"
                path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
                given += [f"--{name}", path]
        level = [] if "--level" in options else ["--level", 3]
        done = command("import", "regpat", *given, *level, *options, "--out", tmp_path / out)
        written = tmp_path / out
        everything = done.out + done.err
        if written.exists():
            everything += "".join(p.read_text(encoding="utf-8") for p in written.iterdir())
        for private in (NAME, NAME.split(",", maxsplit=1)[0], STREET, "Nonesuch"):
            assert private not in everything
        return done, written

    return call


@pytest.fixture
def cordis(tmp_path, command):
    """Write the files and import them; options follow."""

    def call(*options, out="out", **files):
        given = []
        for name, content in files.items():
            path = tmp_path / f"{name}.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
            given += [f"--{name}", path]
        return command("import", "cordis", *given, *options, "--out", tmp_path / out)

    return call


@pytest.fixture
def run(tmp_path, command):
    """Write tables and a mapping, import them, and give what came of it."""

    def call(mapping, *options, **files):
        (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        paths = []
        for name, content in files.items():
            path = tmp_path / name.replace("__", ".")
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, encoding="utf-8")
            paths.append(path)
        out = tmp_path / "out"
        done = command(
            "import", "tables", *paths, "--mapping", tmp_path / "m.toml", "--out", out, *options
        )
        return done, out

    return call
