"""Makes the Python environment in a folder: `install.py <folder> <lock file>`.

Starts at the same time wait for each other; whoever dies in the middle leaves no lock behind,
and what it left half made is made anew.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path


def install(folder: Path, lock_file: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not is_complete(folder):
            make(folder, lock_file)


def make(folder: Path, lock_file: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=True)
    python = folder / "bin" / "python"
    flags = ["--require-hashes", "--no-deps", "--no-input", "--no-compile"]
    flags += ["--disable-pip-version-check"]
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", *flags, "-r", lock_file], check=True
    )
    compile_all(python)
    marker_of(folder).write_text(os.path.realpath(python), "utf-8")


def compile_all(python: Path) -> None:
    """Byte code that no time of a file outdates: a cache that restores the environment
    with other times must not make every notebook compile what it imports."""
    flags = ["-q", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
    # A quarter of it all is the packages' own tests.
    flags += ["-x", r"[/\\]tests?[/\\]"]
    folders = (python.parent.parent / "lib").glob("python*/site-packages")
    # Some packages ship files that are no Python of this version; nobody imports those.
    subprocess.run([python, "-m", "compileall", *flags, *folders], check=False)


def is_complete(folder: Path) -> bool:
    marker = marker_of(folder)
    python = os.path.realpath(folder / "bin" / "python")
    return marker.is_file() and marker.read_text("utf-8") == python


def marker_of(folder: Path) -> Path:
    return folder / "complete"


if __name__ == "__main__":
    try:
        install(Path(sys.argv[1]), Path(sys.argv[2]))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
