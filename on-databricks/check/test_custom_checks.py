from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from custom_checks import checks_in
from probe import Probe, Request

FACTS: dict[str, Any] = {"name": "main.ml.churn", "tags": {"risk_tier": "low"}}
SECONDS = 30


def verdicts(source: str, place: Path, seconds: float = SECONDS) -> dict[str, dict[str, Any]]:
    """What becomes of the checks, by name and without how long they took."""
    model = place / "registered"
    model.mkdir()
    (model / "MLmodel").write_text("flavors: {}")
    probe = Probe(Request(str(model), False, source, None, seconds), str(place), lambda _: FACTS)
    told = probe.checked(source)["checks"]
    return {check.pop("name"): {key: value for key, value in check.items() if key != "seconds"} for check in told}


PASSED = {"outcome": "passed"}


def failed(message: str) -> dict[str, str]:
    return {"outcome": "failed", "message": message}


def broken(reason: str, message: str) -> dict[str, str]:
    return {"outcome": "error", "reason": reason, "message": message}


def test_a_check_passes_fails_or_says_what_is_wrong(tmp_path: Path) -> None:
    source = """
def says_nothing(): pass
def is_true(version): return version["tags"]["risk_tier"] == "low"
def is_false(): return False
def says_so(version): return f"{version['name']} has no\\nowner"
def asserts(): assert 1 > 2, "1 is not more"
def asserts_bare(): assert 1 > 2
def _is_no_check(): raise RuntimeError
"""
    assert verdicts(source, tmp_path) == {
        "says_nothing": PASSED,
        "is_true": PASSED,
        "is_false": failed("it returned False"),
        "says_so": failed("main.ml.churn has no owner"),
        "asserts": failed("1 is not more"),
        "asserts_bare": failed("an assertion does not hold"),
    }


def test_a_check_that_breaks_is_an_error_and_leaves_the_others_alone(tmp_path: Path) -> None:
    source = """
import os, signal, sys
def raises(): raise ValueError("bad\\x1b[31m luck")
def is_nonsense(): return {"passed": True}
def asks_for_more(model, secrets): pass
def exits(): sys.exit(0)
def exits_hard(): os._exit(0)
def exits_loudly(): os._exit(9)
def is_killed(): os.kill(os.getpid(), signal.SIGKILL)
def kills_its_warden(): os.kill(os.getppid(), signal.SIGKILL)
async def waits(): pass
def recurses(): return recurses()
def is_well(): return True
"""
    known = "a check takes model, example, version, not secrets"
    told = verdicts(source, tmp_path)
    assert told.pop("is_nonsense")["reason"] == "nonsense"
    assert told.pop("waits")["reason"] == "nonsense"
    assert told.pop("recurses")["message"].startswith("RecursionError: ")
    assert told == {
        "raises": broken("raised", "ValueError: bad [31m luck"),
        "asks_for_more": broken("raised", f"TypeError: {known}"),
        "exits": broken("raised", "SystemExit: 0"),
        "exits_hard": broken("exited", "its process ended with exit code 0 and without a result"),
        "exits_loudly": broken("exited", "its process ended with exit code 9 and without a result"),
        "is_killed": broken("killed", "its process was ended by SIGKILL"),
        "kills_its_warden": broken("killed", "its process was ended by SIGKILL"),
        "is_well": PASSED,
    }


@pytest.mark.exhaustive
def test_a_check_that_hangs_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    source = f"""
import os, signal, subprocess, sys, time
def hangs():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    hiding = subprocess.Popen(["sleep", "300"], start_new_session=True)
    open({str(mark)!r}, "w").write(str(hiding.pid))
    time.sleep(300)
"""
    begun = time.monotonic()
    assert verdicts(source, tmp_path, 2)["hangs"]["reason"] == "timedOut"
    assert time.monotonic() - begun < SECONDS
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_what_a_check_prints_goes_nowhere(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = """
import os, sys
def prints():
    os.write(1, b"dapi-secret " * 100_000)
    print("dapi-secret", file=sys.stderr)
"""
    assert verdicts(source, tmp_path) == {"prints": PASSED}
    assert "dapi-secret" not in "".join(capfd.readouterr())


def test_a_check_cannot_open_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABRICKS_TOKEN", "dapi-secret")
    source = "import os\ndef sees(): return 'DATABRICKS_TOKEN' not in os.environ"
    assert verdicts(source, tmp_path) == {"sees": PASSED}


def test_a_check_changes_neither_the_model_nor_the_checks_of_the_next(tmp_path: Path) -> None:
    source = """
import sys
from pathlib import Path
def meddles():
    [place] = [Path(a) for a in sys.argv[1:]]
    for file in place.parent.parent.rglob("*"):
        if file.is_file():
            file.write_text("meddled")
def sees_no_change():
    import json
    told = json.loads(Path(sys.argv[1]).read_text())
    return (Path(told["model"]) / "MLmodel").read_text() == "flavors: {}"
"""
    place = tmp_path / "place"
    place.mkdir()
    model = tmp_path / "registered"
    model.mkdir()
    (model / "MLmodel").write_text("flavors: {}")
    probe = Probe(Request(str(model), False, source, None, SECONDS), str(place), lambda _: FACTS)
    told = probe.checked(source)["checks"]
    assert [check["outcome"] for check in told] == ["passed", "passed"]


@pytest.mark.parametrize(
    "leave",
    [
        "os.mkfifo('result.json')",
        "os.symlink('/dev/zero', 'result.json')",
        "open('result.json', 'w').write('[' * 200_000)",
        "open('result.json', 'w').write('{')",
        "open('result.json', 'w').write(json.dumps({'passed': True, 'more': 'x' * 100_000}))",
        "os.mkdir('result.json')",
    ],
)
def test_a_result_that_cannot_be_read_is_none(leave: str, tmp_path: Path) -> None:
    source = f"import json, os\ndef leaves():\n    {leave}\n    os._exit(0)"
    assert verdicts(source, tmp_path)["leaves"]["reason"] == "exited"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("def a(:", "checks.py is not Python (line 1): "),
        ("x = 1", "checks.py has no function; "),
        ("def _a(): pass", "checks.py has no function; "),
        ("a\0b", "checks.py is not Python"),
        ("(" * 5000, "checks.py is not Python"),
        ("".join(f"def check_{n}(): pass\n" for n in range(51)), "checks.py has 51 checks, and at most 50 are run"),
    ],
)
def test_a_file_without_checks_says_so_and_runs_nothing(source: str, problem: str) -> None:
    found = checks_in(source)
    assert found.names == []
    assert found.problem is not None
    assert found.problem.startswith(problem)


def test_checks_keep_the_order_of_the_file(tmp_path: Path) -> None:
    assert checks_in("def b(): pass\nclass C: pass\ndef a(): pass\ndef b(): return 1").names == ["b", "a"]
