"""The model's own packages on a cluster, which has no environment to name them in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MOST_SECONDS = 1800
MOST_LINES = 12
# What tells pip where to look; nothing that opens the workspace, since building a package runs its code.
PASSED_ON = ("PATH", "LANG", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")
ALSO_PASSED_ON = ("PIP_", "SSL_CERT_", "REQUESTS_CA_BUNDLE")


class InstallationError(Exception):
    """With what pip says."""


def install(requirements: str, folder: Path) -> Path:
    """From the index that the cluster is set to; into a folder of their own, beside what the cluster has."""
    file = folder / "requirements.txt"
    file.write_text(requirements, "utf-8")
    target = folder / "packages"
    flags = ["--quiet", "--no-input", "--disable-pip-version-check", "--target", str(target), "-r", str(file)]
    command = [sys.executable, "-m", "pip", "install", *flags]
    try:
        ended = subprocess.run(
            command,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise InstallationError(f"pip was not done after {MOST_SECONDS} s") from None
    if ended.returncode != 0:
        raise InstallationError(
            last_lines(ended.stderr.decode("utf-8", "replace")) or f"pip ended with {ended.returncode}"
        )
    return target


def environment(folder: Path) -> dict[str, str]:
    names = [name for name in os.environ if name in PASSED_ON or name.startswith(ALSO_PASSED_ON)]
    passed_on = {name: os.environ[name] for name in names}
    # pip.conf of the cluster lies in the home folder or in /etc.
    return {**passed_on, "HOME": os.environ.get("HOME", str(folder)), "TMPDIR": str(folder)}


def last_lines(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-MOST_LINES:])
