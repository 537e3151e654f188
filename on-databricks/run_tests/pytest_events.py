"""Runs pytest and tells what it reports, by the rules of its own JUnit file."""

from __future__ import annotations

import importlib.metadata
from typing import Any

import pytest
from case_told import Case, Outcome, absolute
from told_events import Told


def run_pytest(request: dict[str, Any], told: Told) -> int:
    told.tell("runner", name=f"pytest {importlib.metadata.version('pytest')}")
    words = ["-o", f"cache_dir={request['scratch']}/pytest-cache", "--color=no"]
    # Joined to the option: an expression may begin with a dash.
    words += [f"-m{request['markers']}"] if request["markers"] else []
    words += [f"-k{request['keywords']}"] if request["keywords"] else []
    plugins = [Reporting(told, texts=request["texts"]), NotebookFixtures() if request["spark"] else Fixtures()]
    return int(pytest.main([*words, request["tests"]], plugins=plugins))


class Reporting:
    def __init__(self, told: Told, *, texts: str) -> None:
        self._told = told
        self._with_text = texts != "none"
        self._with_output = texts == "tail"
        self._root = ""
        self._paths: dict[str, str] = {}
        self._open: dict[tuple[object, str], Case] = {}

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self._root = str(session.config.rootpath)

    # Last, after other plugins have left out what is not asked for.
    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._told.tell("selected", count=len(session.items))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.passed:
            return
        path = report.nodeid.split("::")[0]
        case = Case("collection", dotted(report.nodeid), absolute(f"{self._root}/{path}"), 0)
        if report.failed:
            case.went("error", error_line(report.longreprtext), report.longreprtext)
            case.file, case.line = failed_at(report, case)
        else:
            case.went("skipped", skip_reason(report), "")
        self._ended(case)

    def pytest_runtest_logstart(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        file, line, _ = location
        self._told.tell("running", name=nodeid, file=self._path(file), line=(line or 0) + 1)

    def pytest_runtest_logreport(self, report: Any) -> None:
        key = (getattr(report, "node", None), report.nodeid)
        case = self._open.setdefault(key, self._case(report))
        # The time of a subtest is part of that of its test.
        case.seconds += 0.0 if hasattr(report, "context") else getattr(report, "duration", 0.0)
        if report.failed:
            if report.when == "teardown" and case.outcome != "passed":
                # As in JUnit's form, a case has one outcome, and the error is one more.
                self._ended(case)
                case = self._open[key] = self._case(report)
            self._failed(case, report)
        elif report.skipped and report.when != "teardown" and case.outcome == "passed":
            case.went("skipped", skip_reason(report), "")
        if report.when == "teardown":
            self._ended(self._open.pop(key))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Tests whose teardown was never reached, because something ended the session."""
        for case in self._open.values():
            if case.outcome == "passed":
                case.went("error", "the session ended before this test did", "")
            self._ended(case)

    def pytest_internalerror(self, excrepr: object) -> None:
        if self._with_text:
            self._told.tell("broken", message=str(excrepr)[-4000:])

    def _case(self, report: Any) -> Case:
        group, _, name = dotted(report.nodeid).rpartition(SEPARATOR)
        file, line, _ = report.location
        return Case(group.replace(SEPARATOR, "."), name, self._path(file), (line or 0) + 1)

    def _path(self, file: str) -> str:
        """Of a file as pytest names it, which many tests share."""
        if file not in self._paths:
            self._paths[file] = absolute(f"{self._root}/{file}")
        return self._paths[file]

    def _failed(self, case: Case, report: Any) -> None:
        outcome: Outcome = "failed" if report.when == "call" else "error"
        text = report.longreprtext
        if self._with_output:
            text += "".join(f"\n----- {title} -----\n{content}" for title, content in report.sections)
        crash = getattr(getattr(report, "longrepr", None), "reprcrash", None)
        message = crash.message if crash is not None else error_line(report.longreprtext)
        if case.outcome in ("failed", "error"):
            # A part of the test has failed before, and tells more than what sums it up.
            case.went(case.outcome, case.message, f"{case.details}\n\n{text}")
            return
        case.went(outcome, message, text)
        case.file, case.line = failed_at(report, case)

    def _ended(self, case: Case) -> None:
        self._told.tell("case", **case.facts(with_text=self._with_text))


class Fixtures:
    """What tests find besides pytest's own; a project's fixtures of these names win."""

    @pytest.fixture(scope="session", name="parameters")
    def parameters(self) -> object:
        return given("parameters")


class NotebookFixtures(Fixtures):
    """And what the code of a notebook finds."""

    @pytest.fixture(scope="session", name="spark")
    def spark(self) -> object:
        return given("spark")

    @pytest.fixture(scope="session", name="dbutils")
    def dbutils(self) -> object:
        return given("dbutils")


def given(name: str) -> object:
    import mlops_tests

    return getattr(mlops_tests, name)


SEPARATOR = "\0"


def dotted(nodeid: str) -> str:
    """`tests/test_a.py::Group::test_b[1]` as tests.test_a, Group and test_b[1], apart by a sign that no name has."""
    path, bracket, parameters = nodeid.partition("[")
    first, *others = path.split("::")
    module = first.replace("/", ".").removesuffix(".py")
    return SEPARATOR.join([module, *others]) + bracket + parameters


def skip_reason(report: Any) -> str:
    reason = getattr(report, "wasxfail", None)
    if reason is not None:
        return f"expected to fail: {reason}" if reason else "expected to fail"
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return str(text).removeprefix("Skipped: ")


def error_line(text: str) -> str:
    """The first line that pytest marks as the error; without one, the last line."""
    lines = [line for line in text.splitlines() if line.strip()]
    marked = [line[1:].strip() for line in lines if line.startswith("E ")]
    return [*marked, *(line.strip() for line in reversed(lines)), ""][0]


def failed_at(report: Any, case: Case) -> tuple[str, int]:
    """The last line of the test's own file that the traceback names; without one, where the test begins."""
    entries = getattr(getattr(report.longrepr, "reprtraceback", None), "reprentries", [])
    places = [entry.reprfileloc for entry in entries if getattr(entry, "reprfileloc", None) is not None]
    own = [place.lineno for place in places if absolute(place.path) == case.file]
    return (case.file, own[-1]) if own else (case.file, case.line)
