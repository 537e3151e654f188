"""Runs unittest and tells what it reports, in the form of pytest's events."""

from __future__ import annotations

import inspect
import os
import re
import sys
import time
import traceback
import unittest
from pathlib import Path
from typing import Any

from case_told import Case, Outcome
from told_events import Told

UNITTEST = str(Path(unittest.__file__).parent)
FAILED = 1
NO_TESTS = 5


def run_unittest(request: dict[str, Any], told: Told) -> int:
    told.tell("runner", name="unittest")
    loader = unittest.TestLoader()
    if request["keywords"]:
        keyword = request["keywords"]
        loader.testNamePatterns = [keyword if "*" in keyword else f"*{keyword}*"]
    suite = found(loader, Path(request["tests"]))
    told.tell("selected", count=suite.countTestCases())
    runner = unittest.TextTestRunner(
        stream=sys.stderr, verbosity=2, resultclass=lambda *words: Reporting(told, request["texts"], *words)
    )
    result = runner.run(suite)
    if not result.wasSuccessful():
        return FAILED
    return 0 if result.testsRun > 0 else NO_TESTS


def found(loader: unittest.TestLoader, tests: Path) -> unittest.TestSuite:
    """Modules are named from the project's folder when the way there is all packages, else from their own folder."""
    if tests.is_dir():
        is_package = (tests / "__init__.py").exists()
        return loader.discover(str(tests), top_level_dir=os.getcwd() if is_package else None)
    return loader.discover(str(tests.parent), pattern=tests.name)


class Reporting(unittest.TextTestResult):
    def __init__(self, told: Told, texts: str, *words: Any) -> None:
        super().__init__(*words)
        self._told = told
        self._with_text = texts != "none"
        self._case: Case | None = None
        self._began = 0.0

    def startTest(self, test: unittest.TestCase) -> None:
        super().startTest(test)
        self._case = case_of(test)
        self._began = time.monotonic()
        self._told.tell("running", name=test.id(), file=self._case.file, line=self._case.line)

    def stopTest(self, test: unittest.TestCase) -> None:
        super().stopTest(test)
        if self._case is not None:
            self._case.seconds = time.monotonic() - self._began
            self._tell(self._case)
        self._case = None

    def addFailure(self, test: unittest.TestCase, err: Any) -> None:
        super().addFailure(test, err)
        self._went(test, "failed", err)

    def addError(self, test: unittest.TestCase, err: Any) -> None:
        super().addError(test, err)
        self._went(test, "error", err)

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: Any) -> None:
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._went(test, "failed" if issubclass(err[0], test.failureException) else "error", err)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        self._plain(test, "skipped", reason)

    def addExpectedFailure(self, test: unittest.TestCase, err: Any) -> None:
        super().addExpectedFailure(test, err)
        self._plain(test, "skipped", "expected to fail")

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
        super().addUnexpectedSuccess(test)
        self._plain(test, "failed", "Unexpected success")

    def _went(self, test: unittest.TestCase, outcome: Outcome, err: Any) -> None:
        case, is_whole_class = self._case_for(test)
        text = "".join(traceback.format_exception(*err))
        if case.outcome in ("failed", "error"):
            case.went(case.outcome, case.message, f"{case.details}\n\n{text}")
        else:
            case.went(outcome, "".join(traceback.format_exception_only(*err[:2])).strip(), text)
            case.file, case.line = failed_at(case, err[2])
        if is_whole_class:
            self._tell(case)

    def _plain(self, test: unittest.TestCase, outcome: Outcome, reason: str) -> None:
        case, is_whole_class = self._case_for(test)
        if case.outcome == "passed":
            case.went(outcome, reason, "")
        if is_whole_class:
            self._tell(case)

    def _case_for(self, test: unittest.TestCase) -> tuple[Case, bool]:
        """What fails outside of a test, such as setUpClass, is a case of its own."""
        return (case_of(test), True) if self._case is None else (self._case, False)

    def _tell(self, case: Case) -> None:
        self._told.tell("case", **case.facts(with_text=self._with_text))


def case_of(test: Any) -> Case:
    name = test.id()
    outside = re.fullmatch(r"(\w+) \((.*)\)", name)
    # What stands for setUpClass and the like has the class behind the name.
    group, name = (outside[2], outside[1]) if outside else (name.rpartition(".")[0], name.rpartition(".")[2])
    file, line = written_at(test)
    return Case(group or "unittest", name, file, line)


def written_at(test: Any) -> tuple[str, int]:
    if type(test).__module__.startswith("unittest."):
        return "", 0  # It stands for what failed outside of a test.
    method = getattr(type(test), getattr(test, "_testMethodName", ""), None)
    try:
        function: Any = inspect.unwrap(method) if method is not None else type(test)
        return inspect.getsourcefile(function) or "", inspect.getsourcelines(function)[1]
    except (OSError, TypeError):
        return "", 0


def failed_at(case: Case, trace: Any) -> tuple[str, int]:
    """The last line of the test's own file; for what is no test, that of any file but unittest's."""
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(trace)]
    own = [(file, line) for file, line in frames if file == case.file or (case.file == "" and UNITTEST not in file)]
    return own[-1] if own else (case.file, case.line)
