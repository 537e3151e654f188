"""Makes a Python environment in a folder.

`install.py base <folder> <lock file> <uv folder> <uv lock file>` installs the packages of a lock.
`install.py own <folder> <requirements file> <base folder> <uv folder>` adds a run's own packages to those of a base,
which stays as it is.

Starts at the same time wait for each other; whoever dies in the middle leaves no lock behind,
and what it left half made is made anew. The installers end with whoever holds the other end
of the standard input.
"""

import ast
import fcntl
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
import venv
from collections.abc import Callable
from pathlib import Path

# uv does not read pip's settings, where companies configure their package index.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
UV_INDEX_NAMES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL")
INDEX_LINE = re.compile(r"^\s*(?:-i\b|--index-url\b|--no-index\b)", re.MULTILINE)
KEPT = 20
DAY = 24 * 60 * 60
# In pip's order: a later one wins.
PIP_SECTIONS = ("global", "install", ":env:")


def install_base(folder: Path, lock_file: Path, uv_folder: Path, uv_lock_file: Path) -> None:
    def make(python: Path) -> None:
        once(uv_folder, True, lambda python: install_uv(python, uv_lock_file))
        install_packages(python, lock_file, uv_folder / "bin")
        compile_all(python)

    once(folder, False, make)


def install_own(folder: Path, requirements_file: Path, base: Path, uv_folder: Path) -> None:
    def make(python: Path) -> None:
        link_packages(base, folder)
        flags = ["--quiet", "--no-python-downloads", "--index-strategy", "unsafe-best-match"]
        command = [uv_folder / "bin" / "uv", "pip", "install", *flags, "--python", python, "-r", requirements_file]
        if not succeeds(command, settings_for(requirements_file, uv_folder)):
            sys.exit(1)

    once(folder, False, make)
    remove_unused(folder.parent)


def remove_unused(runs: Path) -> None:
    """Keeps the environments that were used last. No run that still needs one lasts a day."""
    used = sorted((last_use(marker), marker.parent) for marker in runs.glob("*/complete"))
    for used_at, folder in used[:-KEPT]:
        # The lock stays: whoever waits for it holds it open.
        with folder.with_suffix(".lock").open("w") as turn:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if used_at < time.time() - DAY:
                shutil.rmtree(folder, ignore_errors=True)
                folder.with_suffix(".txt").unlink(missing_ok=True)


def last_use(marker: Path) -> float:
    try:
        return marker.stat().st_mtime
    except FileNotFoundError:
        # Another process has just removed it.
        return time.time()


def link_packages(base: Path, folder: Path) -> None:
    """The base's files under a second name: uv replaces a file and never writes into it."""
    for packages in (base / "lib").glob("python*/site-packages"):
        target = folder / packages.relative_to(base)
        shutil.copytree(packages, target, symlinks=True, copy_function=os.link, dirs_exist_ok=True)


def settings_for(requirements_file: Path, uv_folder: Path) -> dict[str, str]:
    settings = settings_of(uv_folder / "bin" / "python")
    # For pip, an index that the requirements name wins over the settings; for uv it would lose.
    if INDEX_LINE.search(requirements_file.read_text("utf-8")):
        for name in UV_INDEX_NAMES:
            settings.pop(name, None)
    return settings


def once(folder: Path, with_pip: bool, make: Callable[[Path], None]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if is_complete(folder):
            return
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, symlinks=True)
        python = folder / "bin" / "python"
        try:
            if with_pip and not has_copied_pip(python):
                subprocess.run([python, "-m", "ensurepip"], stdin=subprocess.DEVNULL, check=True)
            make(python)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        marker_of(folder).write_text(os.path.realpath(python), "utf-8")


def has_copied_pip(python: Path) -> bool:
    """Copies the pip of this Python, because installing one takes seconds. False if there is none, or its copy does not work."""
    found = importlib.util.find_spec("pip")
    if found is None or found.origin is None:
        return False
    pip = Path(found.origin).parent
    for packages in (python.parent.parent / "lib").glob("python*/site-packages"):
        for part in [pip, *pip.parent.glob("pip-*.dist-info")]:
            shutil.copytree(part, packages / part.name, dirs_exist_ok=True)
    command = [str(python), "-m", "pip", "--version"]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def install_uv(python: Path, lock_file: Path) -> None:
    flags = ["--quiet", "--require-hashes", "--no-deps", "--no-input", "--no-compile"]
    # Without a wheel, pip would try to build uv, which needs Rust.
    flags += ["--only-binary", ":all:", "--disable-pip-version-check"]
    if not succeeds([python, "-m", "pip", "install", *flags, "-r", lock_file]):
        name = lock_file.read_text("utf-8").split()[0]
        sys.exit(f"{name}, which installs the packages, has no available wheel for {sysconfig.get_platform()}")


def install_packages(python: Path, lock_file: Path, tools: Path) -> None:
    flags = ["--quiet", "--require-hashes", "--require-build-hashes", "--no-deps", "--no-python-downloads"]
    # The hashes decide what may be installed, so the order of the indexes does not matter.
    flags += ["--index-strategy", "unsafe-best-match"]
    flags += ["--build-constraints", str(lock_file)]
    settings = settings_of(tools / "python")
    command = [tools / "uv", "pip", "install", *flags, "--python", python, "-r", lock_file]
    if not succeeds(command, settings):
        sys.exit(1)


def settings_of(python: Path) -> dict[str, str]:
    """Those of pip, in uv's words, unless uv has its own."""
    settings = settings_of_pip(python)
    if any(name in os.environ for name in UV_INDEX_NAMES):
        settings.pop("UV_DEFAULT_INDEX", None)
    return {**settings, **os.environ}


def settings_of_pip(python: Path) -> dict[str, str]:
    command = [python, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True).stdout
    found = {}
    for section in PIP_SECTIONS:
        for line in listed.splitlines():
            # e.g. global.index-url='https://packages.example.com/simple'
            key, _, value = line.partition("=")
            name = UV_NAMES.get(key.removeprefix(f"{section}."))
            if name is not None:
                separator = "," if name == "UV_FIND_LINKS" else " "
                found[name] = separator.join(ast.literal_eval(value).split())
    return found


def compile_all(python: Path) -> None:
    """Byte code that does not depend on file times: a cache may restore the environment
    with other times, and then every notebook would compile its imports again."""
    flags = ["-q", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
    # A third of the files are the packages' own tests, or for pictures and installations.
    flags += ["-x", r"[/\\](tests?|fontTools|matplotlib|pygments|setuptools)[/\\]"]
    folders = (python.parent.parent / "lib").glob("python*/site-packages")
    # Some packages ship files for other Python versions; nothing imports them.
    succeeds([python, "-m", "compileall", *flags, *folders])


def succeeds(command: list[object], environment: dict[str, str] | None = None) -> bool:
    arguments = [str(argument) for argument in command]
    return subprocess.run(arguments, stdin=subprocess.DEVNULL, env=environment).returncode == 0


def is_complete(folder: Path) -> bool:
    marker = marker_of(folder)
    python = os.path.realpath(folder / "bin" / "python")
    return marker.is_file() and marker.read_text("utf-8") == python


def marker_of(folder: Path) -> Path:
    return folder / "complete"


def end_with_starter() -> None:
    os.read(sys.stdin.fileno(), 1)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=end_with_starter, daemon=True).start()
    {"base": install_base, "own": install_own}[sys.argv[1]](*map(Path, sys.argv[2:6]))
