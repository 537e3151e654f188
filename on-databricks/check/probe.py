"""What a job next to the model finds out about a version: the contract `model-probe`, see README.md."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apart import Ended, Program, run_apart
from custom_checks import checks_in
from fetched_model import FetchedModel
from own_packages import InstallationError, install
from plain_text import described, one_line
from verdicts import Verdict, check_verdict, prediction_of
from version_facts import version_facts

CONTRACT = {"contract": "model-probe", "version": 1}


@dataclass(frozen=True)
class Request:
    model_uri: str
    predict: bool
    checks: str | None
    """The text of the project's checks.py."""
    requirements: str | None
    """What to install for the model; None where its environment has been made already."""
    seconds_each: float


def probed(request: Request) -> dict[str, Any]:
    answer: dict[str, Any] = {**CONTRACT, "model": request.model_uri, "python": platform.python_version()}
    with tempfile.TemporaryDirectory(prefix="model-probe-", ignore_cleanup_errors=True) as place:
        probe = Probe(request, place)
        try:
            probe.model.folder()
        except Exception as error:  # noqa: BLE001 -- whatever MLflow or the network raises is an answer
            return {**answer, "unfetched": described(error)}
        try:
            probe.make_environment()
        except InstallationError as reason:
            return {**answer, "unbuildable": one_line(str(reason))}
        if request.predict:
            answer["prediction"] = prediction_of(probe.run("predict", {}))
        if request.checks is not None:
            answer |= probe.checked(request.checks)
        return answer


class Probe:
    def __init__(self, request: Request, place: str, facts_of: Callable[[str], dict[str, Any]] = version_facts) -> None:
        self.model = FetchedModel(request.model_uri, place)
        self._request = request
        self._place = Path(place)
        self._facts_of = facts_of
        self._packages: Path | None = None

    def make_environment(self) -> None:
        if self._request.requirements is not None:
            self._packages = install(self._request.requirements, Path(tempfile.mkdtemp(dir=self._place)))

    def run(self, module: str, arguments: dict[str, Any]) -> Ended:
        """In a new folder, with the model's files as they were registered."""
        folder = Path(tempfile.mkdtemp(dir=self._place))
        program = Program(module, {"model": str(self.model.folder()), **arguments}, self._packages)
        return run_apart(program, folder, self._request.seconds_each)

    def checked(self, source: str) -> dict[str, Any]:
        found = checks_in(source)
        if found.problem is not None:
            return {"checks": [], "checksProblem": found.problem}
        facts = self._facts_of(self._request.model_uri)
        return {"checks": [self._check(name, source, facts) for name in found.names]}

    def _check(self, name: str, source: str, facts: dict[str, Any]) -> Verdict:
        # Written for each check: an earlier one could have changed it.
        file = Path(tempfile.mkdtemp(dir=self._place)) / "checks.py"
        file.write_text(source, "utf-8")
        return check_verdict(name, self.run("run_check", {"function": name, "file": str(file), "version": facts}))
