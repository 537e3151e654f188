# Databricks notebook source
"""Starts only where the packages of its environment could be installed. Exits with JSON that says so."""

from __future__ import annotations

import json

if "dbutils" in globals():
    globals()["dbutils"].notebook.exit(json.dumps({"installed": True}))
