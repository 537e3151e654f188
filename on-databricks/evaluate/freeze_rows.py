# Databricks notebook source
"""Freezes the rows of a comparison; exits with JSON, the contract `frozen-rows` of README.md.

Widgets: `request` (its SHA-256 is what every part answers for) and `storage`, both JSON.
"""

import hashlib
import json
import time

from freeze import freeze
from pyspark.sql import SparkSession
from reason import ReasonError
from request import Request
from storage import Storage

# COMMAND ----------

begun = time.monotonic()
tools = globals()["dbutils"]
text = tools.widgets.get("request")
storage = Storage.from_text(tools.widgets.get("storage"))
about = {
    "contract": "frozen-rows",
    "version": 1,
    "request": hashlib.sha256(text.encode()).hexdigest(),
    "id": storage.id,
}

# COMMAND ----------

try:
    request = Request.from_json({**json.loads(text), "id": storage.id})
    answer = freeze(request, storage, SparkSession.builder.getOrCreate())
except ReasonError as reason:
    answer = {"problem": reason.as_json()}
tools.notebook.exit(json.dumps({**about, **answer, "seconds": round(time.monotonic() - begun, 1)}))
