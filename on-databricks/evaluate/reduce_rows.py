# Databricks notebook source
"""Reduces frozen and scored rows to statistics, and removes the rows; exits with JSON, the contract `evaluation`.

Widgets: `request`, `storage` and `scored` (what the runs before told the task), all JSON.
"""

import hashlib
import json

from evaluation import evaluation_of, packed
from reason import ReasonError
from request import Request
from storage import Storage

# COMMAND ----------

tools = globals()["dbutils"]
text = tools.widgets.get("request")
storage = Storage.from_text(tools.widgets.get("storage"))
sha256 = hashlib.sha256(text.encode()).hexdigest()
about = {"contract": "evaluation", "version": 1, "request": sha256, "id": storage.id}

# COMMAND ----------

try:
    request = Request.from_json({**json.loads(text), "id": storage.id})
    scored = json.loads(tools.widgets.get("scored"))
    answer = packed({**evaluation_of(request, scored, storage), "requestSha256": sha256})
except ReasonError as reason:
    answer = {"problem": reason.as_json()}
finally:
    if not storage.keep:
        storage.remove()
tools.notebook.exit(json.dumps({**about, **answer}))
