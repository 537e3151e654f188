"""What both runners report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Watch
from project_folder import project_folder


def outcomes(report: dict[str, Any]) -> list[str]:
    return [f"{case['group']}.{case['name']} {case['outcome']}" for case in report["cases"]]


UNITTEST = """
import unittest
from mlops_tests import parameters

class TestIt(unittest.TestCase):
    def test_passes(self):
        self.assertEqual(parameters["schema"], "ml")
    def test_fails(self):
        self.assertEqual(1, 2)
    def test_breaks(self):
        raise ValueError("no rows")
    @unittest.skip("not yet")
    def test_skips(self): pass
    @unittest.expectedFailure
    def test_expected(self): assert 0
    @unittest.expectedFailure
    def test_unexpected(self): pass
    def test_parts(self):
        for part in range(3):
            with self.subTest(part=part):
                self.assertEqual(part, 0)

class TestBroken(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise OSError("no disk")
    def test_never(self): pass
"""


def test_unittest_reports_each_outcome_with_its_line(watch: Watch) -> None:
    report = watch(UNITTEST, runner="unittest", parameters={"schema": "ml"})
    assert report["end"] == {"kind": "finished", "status": 1}
    told = {f"{case['name']}": (case["outcome"], case["line"]) for case in report["cases"]}
    assert told == {
        "test_passes": ("passed", 6),
        "test_fails": ("failed", 9),
        "test_breaks": ("error", 11),
        "test_skips": ("skipped", 12),
        "test_expected": ("skipped", 14),
        "test_unexpected": ("failed", 16),
        "test_parts": ("failed", 21),
        "setUpClass": ("error", 25),
    }


def test_unittest_reports_a_module_that_cannot_be_imported(watch: Watch) -> None:
    report = watch("import no_such_module", runner="unittest")
    assert [case["outcome"] for case in report["cases"]] == ["error"]
    assert "no_such_module" in report["cases"][0]["details"]


@pytest.mark.parametrize("runner", ["pytest", "unittest"])
def test_keywords_leave_tests_out(watch: Watch, runner: str) -> None:
    source = (
        "import unittest\nclass TestIt(unittest.TestCase):\n    def test_one(self): pass\n    def test_two(self): pass"
    )
    report = watch(source, runner=runner, keywords="one")
    assert (report["selected"], len(report["cases"])) == (1, 1)


@pytest.mark.parametrize("runner", ["pytest", "unittest"])
def test_no_tests_end_with_the_same_status(watch: Watch, runner: str) -> None:
    report = watch("x = 1", runner=runner)
    assert report["end"] == {"kind": "finished", "status": 5}


@pytest.mark.exhaustive
def test_an_expression_may_begin_with_a_dash(watch: Watch) -> None:
    assert watch("def test_a(): pass", keywords="--version")["end"] != {"kind": "finished", "status": 0}


def test_the_configuration_is_a_file(watch: Watch) -> None:
    source = "import json\ndef test_a(parameters):\n    with open(parameters['mlops_config']) as file:\n        assert json.load(file) == {'a': 1}"
    assert [case["outcome"] for case in watch(source, configuration={"a": 1})["cases"]] == ["passed"]


@pytest.mark.exhaustive
def test_nothing_is_told_of_texts_that_the_log_may_not_show(watch: Watch) -> None:
    report = watch("def test_a():\n    print('customer 17')\n    assert 0, 'customer 17'", texts="none")
    del report["output"]
    assert "customer" not in json.dumps(report)


def test_a_path_with_nothing_at_it(watch: Watch) -> None:
    assert watch(tests="/nowhere/tests")["end"] == {"kind": "noPath"}


def test_the_project_is_the_nearest_marked_folder(tmp_path: Path) -> None:
    tests = tmp_path / "ml" / "tests" / "unit"
    tests.mkdir(parents=True)
    assert project_folder(tests) == tests.parent
    (tmp_path / "pyproject.toml").touch()
    assert project_folder(tests) == tmp_path
    (tmp_path / "ml" / "mlops.yml").touch()
    assert project_folder(tests) == tmp_path / "ml"
    assert project_folder(tests / "test_it.py") == tmp_path / "ml"


def test_coverage_has_the_lines_of_the_folders_that_are_asked_for(watch: Watch, project: Path) -> None:
    (project / "app").mkdir()
    (project / "app" / "__init__.py").touch()
    (project / "app" / "rates.py").write_text("def rate(x):\n    if x:\n        return 1\n    return 2\n")
    (project / "other.py").write_text("x = 1\n")
    source = "import other\nfrom app.rates import rate\ndef test_a(): assert rate(0) == 2"
    report = watch(source, coverage=["app"])
    assert report["end"] == {"kind": "finished", "status": 0}
    lines = {one["file"]: (one["hit"], one["missed"]) for one in report["coverage"]}
    assert lines["app/rates.py"] == ([1, 2, 4], [3])
    assert "other.py" not in lines
