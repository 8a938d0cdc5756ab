"""The command line as a person uses it."""

import csv
import io
import json
import re
import subprocess
import sys
import time

import pyoxigraph as ox
import pytest

from tests.conftest import ROOT
from tests.test_assessment import IDS

KEYS = ["setting", "region", "activity", "period", "pooled", "condition", "value",
        "contested_inputs"]  # fmt: skip


def test_json_is_a_list_of_30_records_a_setting(command):
    records = json.loads(command("assess", "--format", "json").out)
    assert len(records) == 50 * 30
    assert all(list(record) == KEYS for record in records)
    assert {r["value"] for r in records} == {"supported", "opposed", "contested", "unknown"}
    by_key = {(r["setting"], r["condition"]): r for r in records}
    assert by_key["RUHR-STEEL", "D6"] == {
        "setting": "RUHR-STEEL",
        "region": "DEA1;DEA3;DEA5",
        "activity": "coal and steel",
        "period": None,
        "pooled": False,
        "condition": "D6",
        "value": "supported",
        "contested_inputs": [],
    }
    assert by_key["SHA-ICT", "D5"]["region"] == "CN-SH"
    assert by_key["EUR8-MIX", "D2"]["region"] is None
    assert by_key["WINE3", "D2"]["pooled"] is True
    assert by_key["MSV-MOTOR", "D1p"]["contested_inputs"] == ["C10-institution"]


def test_csv_says_the_same_as_json(command):
    records = json.loads(command("assess", "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(command("assess", "--format", "csv").out)))
    assert list(rows[0]) == KEYS
    for record, row in zip(records, rows, strict=True):
        assert row == {
            key: ";".join(value) if isinstance(value, list)
            else str(value).lower() if isinstance(value, bool)
            else value or ""
            for key, value in record.items()
        }  # fmt: skip


def test_periods_are_written_as_iso_8601(command, tables):
    written = tables(
        [
            {"period_from": "1970", "period_to": "1985"},
            {"period_from": "1986"},
            {"period_from": "1960", "period_to": "1960"},
            {},
        ]
    )
    records = json.loads(command("assess", *written.options, "--format", "json").out)
    assert list(dict.fromkeys(r["period"] for r in records)) == [
        None, "1960", "1970/1985", "1986/.."]  # fmt: skip
    assert {r["setting"] for r in records} == {"A"}


def test_the_table_has_a_line_for_each_setting_and_tells_four_values_apart(command, tables):
    written = tables(
        [
            {"dimension": "trust"},
            {"dimension": "lock-in", "polarity": "supports-absence"},
            {"dimension": "buzz-social-dimension"},
            {"dimension": "buzz-social-dimension", "polarity": "supports-absence"},
            {"case_id": "P"},
        ],
        [{}, {"case_id": "P", "kind": "country"}],
    )
    out = command("assess", *written.options).out
    (line,) = [text for text in out.splitlines() if text.startswith(" A ")]
    assert line.split() == ["A", "Here", "shoes", "+*", "-", "+", "C01*", "C13", "-", "C17", "±",
                            "C05"]  # fmt: skip
    assert "\n P° " in out
    assert "of 1 local setting " in out
    assert "\x1b" not in out
    for sign in ("+ supported", "- opposed", "± contested", "· unknown"):
        assert sign in out


def test_the_counts_leave_pooled_cases_out(command):
    out = command("assess").out
    (line,) = [text for text in out.splitlines() if text.startswith(" supported")]
    assert line.split() == ["supported", "of", "38", "local", "settings", "17", "9", "2", "12", "2"]


def test_colour_is_there_in_a_terminal_and_never_alone(command, monkeypatch):
    plain = command("assess").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "110")
    coloured = command("assess").out
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    assert coloured.count("±") == plain.count("±")


def test_the_ending_of_out_decides_where_no_format_is_given(command, tmp_path):
    for ending, start in (("json", "["), ("csv", "setting,region"), ("txt", " ")):
        target = tmp_path / f"verdicts.{ending}"
        assert command("assess", "--out", target).code == 0
        assert target.read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize("columns", [20, 62, 80, 90, 110, 200])
def test_no_verdict_is_lost_at_any_width_of_the_terminal(command, monkeypatch, columns):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = re.sub(r"\x1b\[[0-9;]*m", "", command("assess").out).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(" SVY-IT"))
    end = next(n for n, line in enumerate(lines) if line.startswith(" HOL-FILM"))
    row = " ".join(" ".join(lines[start:end]).split())
    assert "+ + + · · + C01 C03 C05 C10 C14 C15 X1 X3" in row


@pytest.mark.parametrize("format_", ["table", "json", "csv"])
def test_out_writes_what_would_be_printed(command, tmp_path, format_):
    target = tmp_path / "verdicts"
    printed = command("assess", "--format", format_)
    written = command("assess", "--format", format_, "--out", target)
    assert (written.code, written.out) == (0, "")
    text = target.read_text(encoding="utf-8")
    assert [line.rstrip() for line in text.splitlines()] == [
        line.rstrip() for line in printed.out.splitlines()
    ]
    assert list(tmp_path.iterdir()) == [target]


def test_help_teaches(installed):
    out = " ".join(installed("assess", "--help").out.replace("│", " ").split())
    for word in ("supported", "opposed", "contested", "unknown", "No data is never a no",
                 "--evidence", "--cases", "--works", "--no-embedded", "--profile", "--format",
                 "--out", "Examples", "exit code", "Malmberg"):  # fmt: skip
        assert word in out
    assert "assess" in installed("--help").out


def test_the_version_is_that_of_the_package(installed):
    import loclearn

    assert installed("--version").out == f"loclearn {loclearn.__version__}\n"


def test_nothing_heavy_is_imported_for_help():
    code = (
        "import sys; from loclearn.cli import run\n"
        "try: run(['--help'])\n"
        "finally: print(sorted(m for m in ('rdflib', 'pyoxigraph', 'loclearn.assessment',"
        " 'pypdf', 'rapidfuzz', 'loclearn.literature')"
        " if m in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_closed_pipe_is_no_fault():
    done = subprocess.run(
        f'"{sys.executable}" -m loclearn assess --format json | head -n 1',
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "[\n"
    assert done.stderr == ""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_encoding_of_the_terminal_will_do(installed, encoding):
    import os

    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "loclearn", "assess"],
        capture_output=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"RUHR-STEEL" in done.stdout
    assert installed("--version").code == 0


def test_two_runs_give_the_same_bytes():
    call = [sys.executable, "-m", "loclearn", "assess", "--format", "json"]
    one, two = (subprocess.run(call, capture_output=True, check=True).stdout for _ in range(2))
    assert one == two


def test_the_checkout_is_not_written_to(installed, tmp_path):
    before = {p: p.stat().st_mtime_ns for p in (ROOT / "ontology").rglob("*")}
    time.sleep(0.01)
    installed("assess", cwd=tmp_path)
    assert {p: p.stat().st_mtime_ns for p in (ROOT / "ontology").rglob("*")} == before
    assert list(tmp_path.iterdir()) == []


def test_settings_and_conditions_can_be_chosen(command):
    done = command(
        "assess", "--setting", "RUHR-STEEL", "--setting", "SVY-IT", "--condition", "D6",
        "--format", "json",
    )  # fmt: skip
    records = json.loads(done.out)
    assert [(r["setting"], r["condition"], r["value"]) for r in records] == [
        ("SVY-IT", "D6", "unknown"),
        ("RUHR-STEEL", "D6", "supported"),
    ]


@pytest.mark.parametrize(("option", "value"), [("--setting", "RUHR"), ("--condition", "c6")])
def test_an_unknown_choice_is_wrong_use(command, option, value):
    done = command("assess", option, value)
    assert (done.code, done.out) == (2, "")
    assert f"There is no {option.removeprefix('--')} {value}." in done.err


def test_wide_is_a_matrix_of_signs(command):
    lines = command("assess", "--format", "wide").out.splitlines()
    assert lines[0].split() == ["setting", *IDS]
    assert len(lines) == 51
    ruhr = next(line.split() for line in lines if line.startswith("RUHR-STEEL"))
    assert ruhr[1 + IDS.index("C17")] == "+"
    assert ruhr[1 + IDS.index("D1")] == "·"


def test_turtle_holds_each_verdict_that_is_not_unknown(command):
    text = command("assess", "--format", "ttl").out
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    told = {
        q.subject.value.removeprefix("https://w3id.org/localized-learning/id/verdict/default/"):
        q.object.value.rsplit("/", 1)[-1]
        for q in quads
        if q.predicate.value.endswith("/verdictValue")
    }  # fmt: skip
    assert len(told) == 157
    assert told["USM-HT/C12"] == "contested"


def test_an_assessment_becomes_a_data_frame():
    from loclearn import assess

    frame = assess().to_frame()
    assert list(frame.columns) == KEYS
    assert len(frame) == 1500
