"""What cannot be carried out is told with exit code 2, and no file is harmed."""

import os
import stat

import pytest


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--evidence", "nowhere.csv"], "There is no file nowhere.csv."),
        (["--cases", "."], "is a folder"),
        (["--profile", "strikt"], "There is no profile strikt. Did you mean strict?"),
        (["--no-embedded"], "There is no input"),
        (["--colour"], "No such option: --colour"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--evidence", "a.csv", "--cases", "b.csv"], "There is no file b.csv. There is no file a"),
        (["surplus"], "unexpected extra argument"),
    ],
)
def test_wrong_use_is_told_with_exit_code_2(installed, options, message):
    done = installed("assess", *options)
    assert (done.code, done.out) == (2, "")
    assert message in " ".join(done.err.replace("│", " ").split())
    assert "Traceback" not in done.err


def test_an_output_that_cannot_be_written_is_told(command, tmp_path):
    for target in (tmp_path, tmp_path / "no" / "such" / "folder.csv"):
        done = command("assess", "--format", "csv", "--out", target)
        assert (done.code, done.out) == (2, "")
        assert str(target) in done.err


@pytest.mark.skipif(os.name == "nt", reason="permissions differ on Windows")
def test_a_protected_output_keeps_its_content(command, tmp_path, monkeypatch):
    target = tmp_path / "old.csv"
    target.write_text("old", encoding="utf-8")
    target.chmod(stat.S_IREAD)
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    done = command("assess", "--format", "csv", "--out", target)
    assert done.code == 2
    assert "write-protected" in done.err
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_input_is_never_overwritten(command, tables):
    written = tables()
    before = written.evidence.read_bytes()
    done = command("assess", *written.options, "--out", written.evidence)
    assert done.code == 2
    assert "is one of the inputs" in done.err
    assert written.evidence.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_links_are_followed_and_pipes_are_kept(command, tmp_path):
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert command("assess", "--out", link).code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("setting,region")
    assert command("assess", "--out", "/dev/null").code == 0
    assert not os.path.isfile("/dev/null")  # noqa: PTH113


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_told(command):
    done = command("assess", "--out", "/dev/full")
    assert done.code == 2
    assert "/dev/full cannot be written: No space left on device." in done.err


def test_a_name_too_long_is_told(command, tmp_path):
    done = command("assess", "--out", tmp_path / ("x" * 300))
    assert done.code == 2
    assert "cannot be written" in done.err


def test_an_output_is_left_alone_when_the_input_has_violations(command, tables, tmp_path):
    target = tmp_path / "old.csv"
    target.write_text("old", encoding="utf-8")
    done = command("assess", *tables([{"confidence": "7"}]).options, "--out", target)
    assert done.code == 1
    assert target.read_text(encoding="utf-8") == "old"


def test_a_broken_profile_is_told_without_a_traceback(command, tmp_path):
    (tmp_path / "p.ttl").write_text("this is no Turtle", encoding="utf-8")
    done = command("assess", "--profile", tmp_path / "p.ttl")
    assert done.code == 1
    assert "p.ttl is not Turtle" in done.err


def test_our_own_faults_reach_the_user_without_a_traceback(command, monkeypatch):
    monkeypatch.setattr("loclearn.assessment.read_world", lambda *_, **__: 1 / 0)
    monkeypatch.delenv("LOCLEARN_DEBUG", raising=False)
    done = command("assess")
    assert done.code == 1
    assert "fault of loclearn" in done.err
    assert "ZeroDivisionError" in done.err
    monkeypatch.setenv("LOCLEARN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        command("assess")


def test_what_no_encoding_can_write_is_told_through_a_pipe_as_well(installed):
    done = installed("assess", "--evidence", b"M\xfcnchen.csv".decode("utf-8", "surrogateescape"))
    assert done.code == 2
    assert "M?nchen.csv" in done.err
    assert "fault of loclearn" not in done.err
