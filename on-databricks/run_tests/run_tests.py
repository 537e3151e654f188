# Databricks notebook source
"""Runs the tests that request.json beside this notebook describes; exits with JSON, the contract `test-run`.

Tests find spark and dbutils, and import whatever this notebook could.

Widgets: `nonce`, which the report repeats, and `ends_at`, the second since 1970 when the tests must be over, or empty.
"""

from tests_on_driver import beside, run_tests

# COMMAND ----------

tools = globals()["dbutils"]
ends_at = tools.widgets.get("ends_at")
answer = run_tests(beside("request.json"), tools.widgets.get("nonce"), float(ends_at) if ends_at else None)
tools.notebook.exit(answer)
