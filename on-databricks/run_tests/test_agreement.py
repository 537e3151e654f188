"""Our report and pytest's own JUnit file say the same of a folder of tests."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Watch

FIXTURES = """
import pytest
@pytest.fixture
def breaks_before(): raise ValueError("before")
@pytest.fixture
def breaks_after():
    yield
    raise ValueError("after")
"""
FOLDERS: dict[str, dict[str, str]] = {
    "errors in fixtures": {
        "conftest.py": FIXTURES,
        "test_it.py": "def test_a(breaks_before): pass\ndef test_b(breaks_after): pass\ndef test_c(breaks_after): assert 0",
    },
    "subtests": {
        "test_it.py": "def test_a(subtests):\n    for n in range(3):\n        with subtests.test(n=n): assert n == 1\n"
        "def test_b(subtests):\n    with subtests.test('one'): pass\n"
        "def test_c(subtests):\n    with subtests.test('one'): assert 0\n    assert 0",
    },
    "a module that cannot be imported": {"test_a.py": "import no_such_module", "test_b.py": "def test_b(): pass"},
    "passing": {"test_it.py": "def test_a(): pass\nclass TestB:\n    def test_b(self): pass"},
    "failing": {"test_it.py": "def test_a(): assert 1 == 2\ndef test_b(): raise KeyError('x')"},
    "parametrized": {
        "test_it.py": "import pytest\n@pytest.mark.parametrize('a', ['x', 'y::z', '[', 'a/b', ''])\ndef test_a(a): assert a != '['"
    },
    "unicode": {
        "test_it.py": "import pytest\n@pytest.mark.parametrize('a', ['é', '日本', '\\x00'])\ndef test_ü(a): assert a == 'é', '☃'"
    },
    "expected failures": {
        "test_it.py": "import pytest\n@pytest.mark.xfail\ndef test_a(): assert 0\n@pytest.mark.xfail\ndef test_b(): pass\n"
        "@pytest.mark.xfail(strict=True)\ndef test_c(): pass\n@pytest.mark.xfail(raises=KeyError)\ndef test_d(): assert 0"
    },
    "skipped": {
        "test_it.py": "import pytest\n@pytest.mark.skip\ndef test_a(): pass\ndef test_b(): pytest.skip('why')\n"
        "@pytest.mark.skipif(True, reason='r')\ndef test_c(): pass"
    },
    "a skipped module": {
        "test_a.py": "import pytest\npytest.skip('not here', allow_module_level=True)",
        "test_b.py": "import pytest\npytest.importorskip('no_such_module')",
        "test_c.py": "def test_c(): pass",
    },
    "unittest": {
        "test_it.py": "import unittest\nclass TestIt(unittest.TestCase):\n    def test_a(self): self.fail('x')\n"
        "    def test_b(self):\n        for n in range(3):\n            with self.subTest(n=n): self.assertEqual(n, 1)\n"
        "    @unittest.skip('no')\n    def test_c(self): pass\n    @unittest.expectedFailure\n    def test_d(self): pass"
    },
    "unittest whose class breaks": {
        "test_it.py": "import unittest\nclass TestIt(unittest.TestCase):\n    @classmethod\n    def setUpClass(cls): raise OSError\n"
        "    def test_a(self): pass\n    def test_b(self): pass"
    },
    "doctests": {
        "pytest.ini": "[pytest]\naddopts = --doctest-modules",
        "test_it.py": '"""\n>>> 1 + 1\n3\n"""\ndef f():\n    """\n    >>> 2\n    2\n    """',
    },
    "classes in packages": {
        "__init__.py": "",
        "unit/__init__.py": "",
        "unit/test_it.py": "class TestA:\n    class TestB:\n        def test_c(self): assert 0",
    },
    "a first failure that ends the session": {
        "pytest.ini": "[pytest]\naddopts = -x",
        "test_it.py": "def test_a(): assert 0\ndef test_b(): pass",
    },
    "a syntax error": {"test_it.py": "def test_a(:"},
    "nothing": {"nothing.txt": ""},
    "a fixture that is missing": {"test_it.py": "def test_a(no_such_fixture): pass"},
    "setup and teardown of modules": {
        "test_a.py": "def setup_module(): raise OSError\ndef test_a(): pass",
        "test_b.py": "def teardown_module(): raise OSError\ndef test_a(): pass\ndef test_b(): pass",
    },
    "warnings as errors": {
        "pytest.ini": "[pytest]\nfilterwarnings = error",
        "test_it.py": "import warnings\ndef test_a(): warnings.warn('x')\ndef test_b(): pass",
    },
    "what a hook adds to the outcome": {
        "conftest.py": "import pytest\n@pytest.hookimpl(wrapper=True)\ndef pytest_runtest_makereport(item, call):\n"
        "    report = yield\n    if call.when == 'call' and item.name == 'test_b': report.outcome = 'failed'; report.longrepr = 'no'\n    return report",
        "test_it.py": "def test_a(): pass\ndef test_b(): pass",
    },
}
FIRST = 1


@pytest.mark.parametrize(
    "folder",
    [
        pytest.param(name, marks=[pytest.mark.exhaustive] if place >= FIRST else [])
        for place, name in enumerate(FOLDERS)
    ],
)
def test_agrees_with_pytest(watch: Watch, project: Path, folder: str) -> None:
    for name, text in FOLDERS[folder].items():
        file = project / ("" if name == "pytest.ini" else "tests") / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, "utf-8")
    report = watch()
    status, theirs = by_pytest(project)
    assert Counter(f"{plain(case)} {case['outcome']}" for case in report["cases"]) == theirs
    assert report["end"] == {"kind": "finished", "status": status}


def plain(case: dict[str, Any]) -> str:
    """As pytest names it, which has no group for what is no test."""
    text = case["name"] if case["group"] == "collection" else f"{case['group']}.{case['name']}"
    return "".join(sign for sign in text if sign.isprintable())


def by_pytest(project: Path) -> tuple[int, Counter[str]]:
    file = project / "own.xml"
    words = ["-B", "-m", "pytest", "-q", "tests", f"--junitxml={file}", "-p", "no:cacheprovider"]
    ended = subprocess.run([sys.executable, *words], cwd=project, capture_output=True, check=False)
    cases = ElementTree.parse(file).iter("testcase")
    return ended.returncode, Counter(named(case) for case in cases)


OUTCOMES = {"failure": "failed", "error": "error", "skipped": "skipped"}


def named(case: ElementTree.Element) -> str:
    group, name = case.get("classname", ""), case.get("name", "")
    told = [OUTCOMES[child.tag] for child in case if child.tag in OUTCOMES]
    text = f"{group}.{name}" if group else name
    return f"{text} {told[0] if told else 'passed'}"
