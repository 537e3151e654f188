from __future__ import annotations

import signal

import pytest
from apart import Ended
from plain_text import MOST_CHARACTERS, described, one_line
from verdicts import Verdict, check_verdict, prediction_of

GOOD = {
    "input": {"type": "DataFrame", "shape": [2, 1], "columns": ["age"]},
    "output": {"type": "ndarray", "shape": [2], "columns": []},
    "missing": 0,
}


def ended(result: object = None, status: int | None = 0, phase: str = "predict") -> Ended:
    return Ended(status, 1.5, result, phase)


def failure_of(verdict: Verdict) -> tuple[str, str, str]:
    assert verdict["outcome"] == "failed"
    return verdict["reason"], verdict["phase"], verdict["message"]


def test_a_prediction_is_told_with_its_shapes() -> None:
    assert prediction_of(ended(GOOD)) == {"outcome": "ok", "seconds": 1.5, **GOOD}


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (ended({"raised": "ValueError: age\nis missing"}), ("raised", "predict", "ValueError: age is missing")),
        (ended({"raised": "ImportError: no xgboost"}, phase="load"), ("raised", "load", "ImportError: no xgboost")),
        (
            ended({"noExample": True}, phase="load"),
            ("noExample", "load", "the model was logged without an input example"),
        ),
        (ended(None, None), ("timedOut", "predict", "it was stopped after 2 s")),
        (ended(None, -signal.SIGSEGV), ("killed", "predict", "its process was ended by SIGSEGV")),
        (ended(None, 3), ("exited", "predict", "its process ended with exit code 3 and without a result")),
        (ended(None, 0), ("exited", "predict", "its process ended with exit code 0 and without a result")),
        (ended(["what"]), ("nonsense", "predict", "its process left a result that makes no sense")),
        (ended({**GOOD, "missing": "none"}), ("nonsense", "predict", "its process left a result that makes no sense")),
    ],
)
def test_a_prediction_that_did_not_come_about_says_why(how: Ended, told: tuple[str, str, str]) -> None:
    assert failure_of(prediction_of(how)) == told


def test_a_result_is_not_believed_when_its_process_was_killed_after_it() -> None:
    assert failure_of(prediction_of(ended(GOOD, -signal.SIGKILL)))[0] == "killed"
    assert check_verdict("tidy", ended({"passed": True}, 1))["outcome"] == "error"


def test_a_phase_that_no_program_has_is_not_repeated() -> None:
    assert failure_of(prediction_of(ended(None, 1, phase="##vso[task]")))[1] == "load"


def test_text_of_others_is_one_short_printable_line() -> None:
    assert one_line("a\r\n\x1b[31mb\t c\u202e") == "a [31mb c"
    assert len(one_line("x" * 10_000)) == MOST_CHARACTERS


def test_an_error_whose_text_cannot_be_read_is_described_all_the_same() -> None:
    class OddError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert described(OddError()) == "OddError: (its text cannot be read)"
    assert described(KeyError()) == "KeyError"
