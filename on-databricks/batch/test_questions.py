from __future__ import annotations

from typing import Any

from questions import known_values, outcome


class Frame:
    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def collect(self) -> list[Any]:
        return [type("Row", (), {"asDict": lambda _, row=row: row})() for row in self._rows]


class Spark:
    """Answers by text; a text without an answer is an error."""

    def __init__(self, answers: dict[str, list[dict[str, Any]]]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, dict[str, str] | None]] = []

    def sql(self, text: str, args: dict[str, str] | None = None) -> Frame:
        self.asked.append((text, args))
        return Frame(self._answers[text])


LAST = {"name": "last", "doing": "Reading the batch before", "text": "last", "values": {"batch": "b-2"}}
BINS = {"name": "bins", "doing": "Comparing", "text": "bins", "values": {"last": {"of": "last", "column": "id"}}}


def test_a_later_question_gets_the_value_of_an_earlier_answer() -> None:
    spark = Spark({"last": [{"id": "b-1", "n": 3}], "bins": [{"n": None}]})
    assert outcome(spark, [LAST, BINS]) == {"answers": {"last": [{"id": "b-1", "n": "3"}], "bins": [{"n": None}]}}
    assert spark.asked[1] == ("bins", {"last": "b-1"})


def test_a_question_that_builds_on_an_empty_answer_is_left_out() -> None:
    assert outcome(Spark({"last": []}), [LAST, BINS]) == {"answers": {"last": []}}
    assert known_values({"last": {"of": "last", "column": "id"}}, {"last": [{"id": None}]}) is None


def test_the_first_failure_says_what_it_was_for() -> None:
    assert outcome(Spark({}), [LAST]) == {"failed": "Reading the batch before: 'last'"}
