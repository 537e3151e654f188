"""Errors as the run page shows them, without colors."""

import linecache
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

OWN_FOLDER = str(Path(__file__).parent)
RULE = "-" * 75
CONTEXT_LINES = 2


def error_line(error: BaseException) -> str:
    """`ExceptionName: message`"""
    try:
        message = str(error)
    except Exception:
        message = "<exception str() failed>"
    return f"{type(error).__name__}: {message}"


def trace_text(error: BaseException) -> str:
    return "\n\n".join(_chained(error))


def _chained(error: BaseException) -> Iterator[str]:
    if error.__cause__ is not None:
        yield from _chained(error.__cause__)
        yield "The above exception was the direct cause of the following exception:"
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _chained(error.__context__)
        yield "During handling of the above exception, another exception occurred:"
    yield _single(error)


def _single(error: BaseException) -> str:
    name = type(error).__name__
    title = "Traceback (most recent call last)"
    head = f"{name}{title:>{len(RULE) - len(name)}}"
    frames = [
        _frame(frame, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if not _is_own(frame)
    ]
    return "\n".join([RULE, head, *frames, "", error_line(error)])


def _frame(frame: FrameType, line: int) -> str:
    file = frame.f_code.co_filename
    function = frame.f_code.co_name
    where = (
        f"File {file}:{line}"
        if function == "<module>"
        else f"File {file}:{line}, in {function}()"
    )
    numbers = range(max(1, line - CONTEXT_LINES), line + CONTEXT_LINES + 1)
    return "\n".join(
        [where, *(_source_line(file, number, number == line) for number in numbers)]
    ).rstrip()


def _source_line(file: str, number: int, is_failing: bool) -> str:
    source = linecache.getline(file, number).rstrip()
    marker = f"----> {number}" if is_failing else f"{number:>7}"
    return f"{marker} {source}" if source else ""


def _is_own(frame: FrameType) -> bool:
    return (
        frame.f_code.co_filename.startswith(OWN_FOLDER)
        or "<frozen" in frame.f_code.co_filename
    )
