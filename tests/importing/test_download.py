"""Fetching published files, from a server on this machine that behaves well and badly."""

import gzip
import io
import json
import threading
import zipfile
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from loclearn.sources.download.table import sources
from tests.importing.cordis import organisations, projects

pytest.importorskip("requests", reason="needs the packages of the extra web")
TABLE = gzip.compress(b"unit,nace_r2,age,geo\\time\t2015\n" + b"THS,A,Y_GE15,AT11\t14.3\n" * 2000)


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name.replace("_csv", ".csv").replace("UP_", "../"), text)
    return out.getvalue()


ZIP = packed(organization_csv=organisations(), project_csv=projects(), UP_evil_csv="x")


class Server(ThreadingHTTPServer):
    """Say what is at which path: bytes, a status, how many bytes come, and what was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.body, self.status, self.cut, self.announce = TABLE, 200, None, True
        self.etag, self.ranges, self.target = '"one"', True, None
        self.asked = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        web = self.server
        web.asked.append(dict(self.headers))
        if web.target and self.path != "/there":
            return self._send(302, b"", Location=web.target)
        if web.etag and self.headers.get("If-None-Match") == web.etag:
            return self._send(304, b"")
        begin = 0
        wanted = self.headers.get("Range", "")
        if wanted and web.ranges and self.headers.get("If-Range") == web.etag:
            begin = int(wanted[6:-1])
        marks = {"ETag": web.etag} if web.etag else {}
        if begin:
            marks["Content-Range"] = f"bytes {begin}-{len(web.body) - 1}/{len(web.body)}"
        return self._send(206 if begin else web.status, web.body[begin:], **marks)

    def _send(self, status, body, **headers):
        web = self.server
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304 and web.announce:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body[: web.cut])
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def web(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetch(web, tmp_path, command):
    """Fetch the one file of a table of addresses that leads to the server of this test."""

    def call(kind="gzip", largest=10_000_000, name="data"):
        members = '["organization.csv", "project.csv"]' if kind == "zip" else "[]"
        table = tmp_path / "addresses.toml"
        table.write_text(
            f'[{name}]\ntitle = "t"\naddress = "http://127.0.0.1:{web.server_port}/file"\n'
            f'file = "data.{kind}"\nkind = "{kind}"\nmembers = {members}\nlargest = {largest}\n'
            'page = "https://example.org/page"\nlicence = "l"\nlooked_up = 2026-11-23\n',
            encoding="utf-8",
        )
        out = tmp_path / "downloads"
        done = command("import", "download", name, "--out", out, "--addresses", table)
        return done, out

    return call


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_file_comes_with_a_note_and_is_not_fetched_twice(web, fetch):
    done, out = fetch()
    assert done.code == 0, done.err
    assert names(out) == ["data.gzip", "data.gzip.json"]
    assert (out / "data.gzip").read_bytes() == TABLE
    note = json.loads((out / "data.gzip.json").read_text(encoding="utf-8"))
    assert note["sha256"] == sha256(TABLE).hexdigest()
    assert (note["bytes"], note["etag"], note["page"]) == (
        len(TABLE), '"one"', "https://example.org/page"
    )  # fmt: skip
    assert note["address"].endswith("/file")
    assert note["retrieved"].startswith("20")
    again, _ = fetch()
    assert "unchanged, not fetched again" in again.out
    assert json.loads((out / "data.gzip.json").read_text(encoding="utf-8")) == note
    assert "loclearn/" in web.asked[0]["User-Agent"]


def test_what_has_changed_is_fetched_and_what_was_damaged_too(web, fetch):
    _, out = fetch()
    web.body, web.etag = gzip.compress(b"another table\n"), '"two"'
    done, _ = fetch()
    assert "fetched;" in done.out
    assert (out / "data.gzip").read_bytes() == web.body
    (out / "data.gzip").write_bytes(b"spoilt")
    done, _ = fetch()
    assert "If-None-Match" not in web.asked[-1]
    assert (out / "data.gzip").read_bytes() == web.body


def test_a_zip_gives_the_tables_that_an_import_reads_and_nothing_else(web, fetch, command):
    web.body = ZIP
    done, out = fetch("zip")
    assert done.code == 0, done.err
    assert names(out) == [
        "data", "data.zip", "data.zip.json", "data/organization.csv", "data/project.csv",
    ]  # fmt: skip
    assert not (out.parent / "evil.csv").exists()
    files = [out / "data" / "organization.csv", "--projects", out / "data" / "project.csv"]
    assert command("import", "cordis", "--organizations", *files, "--out", out / "r").code == 0
    (out / "data" / "project.csv").unlink()
    again, _ = fetch("zip")
    assert "unchanged" in again.out
    assert (out / "data" / "project.csv").read_text(encoding="utf-8") == projects()


def test_what_breaks_off_is_told_and_gone_on_with(web, fetch):
    web.cut = 100
    done, out = fetch()
    assert done.code == 2
    assert f"broke off after 100 of {len(TABLE):,} bytes" in done.err
    assert not (out / "data.gzip").exists()
    web.cut = None
    done, _ = fetch()
    assert done.code == 0, done.err
    assert web.asked[-1]["Range"] == "bytes=100-"
    assert (out / "data.gzip").read_bytes() == TABLE
    assert names(out) == ["data.gzip", "data.gzip.json"]


def test_what_changed_meanwhile_is_not_joined_to_what_was_there(web, fetch):
    web.cut = 100
    fetch()
    web.cut, web.etag, web.body = None, '"two"', gzip.compress(b"another table\n")
    done, out = fetch()
    assert done.code == 0
    assert (out / "data.gzip").read_bytes() == web.body


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("gzip", b"<!DOCTYPE html><html>", "found a web page (<!DOCTYPE html><html>)"),
        ("gzip", b"<?xml version='1.0'?><queued/>", "found an XML message"),
        ("gzip", gzip.compress(b"<html>"), "found a web page or message (<html>)"),
        ("gzip", TABLE[:-20], "breaks off"),
        ("json", b'{"type": "FeatureColl', "no JSON, or a part of it"),
        ("json", b"[1, 2]", "JSON that holds no object"),
        ("json", b"<!DOCTYPE html><html>", "found a web page (<!DOCTYPE html><html>)"),
        ("gzip", b"unit,geo\t2015\n", "a file that is not compressed"),
        ("gzip", gzip.compress(b""), "an empty table"),
        ("zip", b"<html>", "found a web page"),
        ("zip", ZIP[:-40], "no whole zip"),
        ("zip", ZIP[:300] + b"\0" + ZIP[301:], "no whole zip"),
        ("zip", packed(project_csv="id;title\n"), "no organization.csv in the zip"),
        ("zip", packed(project_csv="<html>", organization_csv="a;b\n"), "project.csv, which is no"),
        ("zip", packed(project_csv="0" * 30_000_000, organization_csv="a;b\n"), "far too large"),
    ],
)
def test_what_is_no_such_file_is_refused_and_what_was_there_stays(web, fetch, kind, body, told):
    web.body = {"gzip": TABLE, "zip": ZIP, "json": b'{"features": []}'}[kind]
    _, out = fetch(kind)
    before = {name: (out / name).read_bytes() for name in names(out) if (out / name).is_file()}
    web.body, web.etag = body, '"two"'
    done, _ = fetch(kind)
    assert done.code == 1
    assert told in done.err
    assert {name: (out / name).read_bytes() for name in names(out) if (out / name).is_file()} == (
        before
    )


@pytest.mark.parametrize(
    ("set_", "told"),
    [
        (
            {"status": 404},
            "answers 404. The address may have changed: see https://example.org/page",
        ),
        ({"status": 500}, "answers 500. Try later."),
        ({"target": "/file"}, "is not reached: TooManyRedirects"),
        ({"target": "ftp://a.org/"}, "is not reached: InvalidSchema"),
    ],
)
def test_what_a_server_refuses_is_told(web, fetch, set_, told):
    for name, value in set_.items():
        setattr(web, name, value)
    done, out = fetch()
    assert done.code == 2
    assert told in done.err
    assert names(out) == []


def test_a_redirect_is_followed(web, fetch):
    web.target = "/there"
    done, out = fetch()
    assert done.code == 0, done.err
    assert (out / "data.gzip").read_bytes() == TABLE


@pytest.mark.parametrize("announce", [True, False])
def test_more_than_is_allowed_is_refused(web, fetch, announce):
    web.announce = announce
    done, out = fetch(largest=100)
    assert done.code == 2
    assert "100" in done.err
    assert names(out) == []


def test_a_server_that_is_not_there_is_told(web, fetch):
    web.server_port = 1
    done, _ = fetch()
    assert done.code == 2
    assert "Is there a network?" in done.err


def test_the_table_names_a_page_a_day_and_the_command_that_reads_each_file(command):
    table = sources()
    assert set(table) == {
        "cordis-fp7", "cordis-h2020", "cordis-horizon", "lfst_r_lfe2en2", "sbs_r_nuts06_r2",
        "nama_10r_3empers", *(f"nuts-{year}" for year in (2010, 2013, 2016, 2021, 2024)),
    }  # fmt: skip
    out = command("import", "download", "--list").out
    for source in table.values():
        assert source.address.startswith("https://")
        assert source.page.startswith("https://")
        assert source.then.startswith(("loclearn import ", "loclearn report "))
        assert source.then.count("DIR") == (2 if source.kind == "zip" else 1)
        assert f"{source.address}\n  documented at {source.page}, looked up 2026-" in out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1", "found no table"),
        ("[a]\naddres = 1", "Did you mean address?"),
        ("[a", "cannot be read as a table of addresses"),
        ('[a]\nfile = "../x"', "column a.file: found a path; expected plain names of files"),
        ('[a]\naddress = "http://a.org/x"', "an address that begins with https://"),
        ('[a]\nkind = "zip"', "the files of the zip that are taken out"),
        ("[a]\nlargest = 0", "a number of bytes"),
    ],
)
def test_a_table_of_ones_own_is_checked(command, tmp_path, text, told):
    row = {"title": "t", "address": "https://a.org/x", "file": "x", "kind": "gzip", "page": "p",
           "licence": "l"}  # fmt: skip
    if text.startswith("[a]"):
        rest = {k: v for k, v in row.items() if f"\n{k} =" not in text}
        text += "".join(f'\n{k} = "{v}"' for k, v in rest.items()) + "\nlooked_up = 2026-11-23\n"
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    done = command("import", "download", "a", "--out", tmp_path, "--addresses", path)
    assert done.code in (1, 2)
    assert told in done.err


def test_what_cannot_be_carried_out_is_said(command, tmp_path):
    assert "Did you mean cordis-h2020?" in command(
        "import", "download", "cordis-h202", "--out", tmp_path
    ).err  # fmt: skip
    for call in ([], ["cordis-h2020"], ["--out", tmp_path], ["--list", "cordis-h2020"]):
        assert command("import", "download", *call).code == 2
