"""No test can make another result than its own."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from conftest import Watch
from watch_tests import CONTRACT


def outcomes(report: dict[str, Any]) -> list[str]:
    return [f"{case['name']} {case['outcome']}" for case in report["cases"]]


@pytest.mark.parametrize(
    ("source", "end"),
    [
        ("import os\ndef test_a(): os._exit(0)", {"kind": "crashed", "status": 0}),
        ("import os, signal\ndef test_a(): os.kill(os.getpid(), signal.SIGSEGV)", {"kind": "crashed", "status": -11}),
        ("import atexit, os\ndef test_a(): atexit.register(os._exit, 0)\ndef test_b(): assert 0", {"kind": "crashed"}),
        ("import os\ndef test_a():\n    for n in range(3, 100):\n        os.write(n, b'{}') if n == known() else 0\n"
         "def known(): return next(n for n in range(3, 100) if is_open(n))\n"
         "def is_open(n):\n    import stat\n    try: return stat.S_ISFIFO(os.fstat(n).st_mode)\n    except OSError: return False",
         {"kind": "disturbed"}),
    ],
    ids=["exits with success", "crashes", "exits at the end", "writes into the report"],
)  # fmt: skip
def test_what_ends_the_process_is_never_a_success(watch: Watch, source: str, end: dict[str, Any]) -> None:
    report = watch(source)
    assert {key: report["end"][key] for key in end} == end


@pytest.mark.exhaustive
def test_an_interrupt_is_an_error_of_the_test_that_it_ended(watch: Watch) -> None:
    report = watch("def test_a(): pass\ndef test_b(): raise KeyboardInterrupt\ndef test_c(): pass")
    assert report["end"] == {"kind": "finished", "status": 2}
    assert outcomes(report) == ["test_a passed", "test_b error"]


@pytest.mark.exhaustive
def test_a_fork_that_lives_on_adds_nothing(watch: Watch) -> None:
    report = watch("import os\ndef test_a(): os.fork()\ndef test_b(): pass")
    assert report["end"] == {"kind": "finished", "status": 0}
    assert outcomes(report) == ["test_a passed", "test_b passed"]


@pytest.mark.exhaustive
def test_a_program_that_stays_is_ended(watch: Watch, tmp_path: Path) -> None:
    started = 'subprocess.Popen(["sleep", "60"], start_new_session=True).pid'
    watch(f"import subprocess\ndef test_a(): open({str(tmp_path / 'pid')!r}, 'w').write(str({started}))")
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text()}").exists()


@pytest.mark.exhaustive
def test_another_current_folder_changes_no_place(watch: Watch) -> None:
    report = watch("import os, tempfile\ndef test_a():\n    os.chdir(tempfile.mkdtemp())\n    assert 0")
    assert [(case["file"], case["line"]) for case in report["cases"]] == [("tests/test_it.py", 4)]


@pytest.mark.exhaustive
def test_a_removed_current_folder_changes_nothing(watch: Watch) -> None:
    source = (
        "import os, tempfile\ndef test_a():\n    os.chdir(tempfile.mkdtemp())\n    os.rmdir(os.getcwd())\n    assert 0"
    )
    assert outcomes(watch(source)) == ["test_a failed"]


@pytest.mark.exhaustive
def test_fifty_megabytes_of_output_leave_a_bounded_report(watch: Watch) -> None:
    report = watch("import os\ndef test_a(capfd):\n    with capfd.disabled():\n        os.write(2, b'x' * 50_000_000)")
    assert report["end"] == {"kind": "finished", "status": 0}
    assert len(report["output"]) <= 32_000


@pytest.mark.exhaustive
def test_long_texts_of_many_tests_leave_a_bounded_report(watch: Watch) -> None:
    source = "import pytest\n@pytest.mark.parametrize('n', range(450))\ndef test_a(n): pytest.fail('x' * 20_000, pytrace=False)"
    report = watch(source)
    assert len(report["cases"]) == 450
    assert sum(len(case["details"]) for case in report["cases"]) < 8_100_000


def test_a_forged_report_is_a_file_like_any_other(watch: Watch, project: Path) -> None:
    forged = {**CONTRACT, "nonce": "n", "end": {"kind": "finished", "status": 0}}
    source = f"import json, sys\ndef test_a(capfd):\n    with capfd.disabled():\n        print(json.dumps({forged!r}))\n        sys.stdout.flush()\n    assert 0"
    assert outcomes(watch(source)) == ["test_a failed"]


@pytest.mark.exhaustive
def test_a_hang_is_ended_at_the_limit_and_named(watch: Watch) -> None:
    begun = time.monotonic()
    report = watch("import time\ndef test_a(): pass\ndef test_b():\n    time.sleep(600)", seconds=1.5)
    assert report["end"] == {"kind": "timedOut"}
    assert report["running"] == {"name": "tests/test_it.py::test_b", "file": "tests/test_it.py", "line": 3}
    assert outcomes(report) == ["test_a passed"]
    assert time.monotonic() - begun < 20


def test_tests_that_never_ran_are_missing_from_the_report(watch: Watch) -> None:
    report = watch(
        "import pytest\ndef test_a(): pass\ndef test_b(): pytest.exit('x', returncode=0)\ndef test_c(): pass"
    )
    assert report["end"] == {"kind": "finished", "status": 0}
    assert (report["selected"], outcomes(report)) == (3, ["test_a passed", "test_b error"])
