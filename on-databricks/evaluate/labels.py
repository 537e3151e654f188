"""Classes are texts, so that a label of a table and a label of a model are the same whatever their types."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from arrays import Codes

ALIASES = {"1": "true", "0": "false", "true": "1", "false": "0"}


def text_of(value: Any) -> str:
    """1, 1.0 and Decimal(1) are "1"; True is "true"."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    return str(int(number)) if math.isfinite(number) and number == int(number) else repr(number)


def texts_of(values: Any) -> tuple[Codes, list[str]]:
    """Codes of the texts, and the texts in their order; -1 for a value that is nothing or NaN."""
    codes, uniques = pd.factorize(pd.Series(values))
    texts = [text_of(value) for value in uniques]
    ordered = {text: index for index, text in enumerate(sorted(set(texts)))}
    place = np.array([ordered[text] for text in texts] + [-1], dtype=np.int32)
    return place[codes], list(ordered)


def codes_among(values: Any, classes: Sequence[str]) -> Codes:
    """Index of each value's class; -1 for what is no class."""
    codes, texts = texts_of(values)
    place = np.array([index_among(text, classes) for text in texts] + [-1], dtype=np.int32)
    return place[codes]


def index_among(text: str, classes: Sequence[str]) -> int:
    """A truth of 1 and 0 is the same as one of true and false."""
    known = [each for each in (text, ALIASES.get(text.lower(), text)) if each in classes]
    return list(classes).index(known[0]) if known else -1
