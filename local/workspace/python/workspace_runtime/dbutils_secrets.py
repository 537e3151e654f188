"""dbutils.secrets"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from workspace_runtime import rest
from workspace_runtime.redaction import hide


@dataclass(frozen=True)
class SecretMetadata:
    key: str


@dataclass(frozen=True)
class SecretScope:
    name: str

    def getName(self) -> str:
        return self.name


class SecretUtils:
    def get(self, scope: str, key: str) -> str:
        return self.getBytes(scope, key).decode("utf-8")

    def getBytes(self, scope: str, key: str) -> bytes:
        secret = rest.get("/api/2.0/secrets/get", scope=scope, key=key)
        value = base64.b64decode(secret["value"])
        hide(value.decode("utf-8", "replace"))
        return value

    def list(self, scope: str) -> Sequence[SecretMetadata]:
        listed = rest.get("/api/2.0/secrets/list", scope=scope)
        return [SecretMetadata(secret["key"]) for secret in listed.get("secrets", [])]

    def listScopes(self) -> Sequence[SecretScope]:
        listed = rest.get("/api/2.0/secrets/scopes/list")
        return [SecretScope(scope["name"]) for scope in listed.get("scopes", [])]
