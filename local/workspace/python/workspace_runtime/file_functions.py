"""Makes Python's own file functions understand the service's paths.

Programs in C that open a file by name see this disk as it is; those with a known
entry point are patched in `foreign_readers`.
"""

from __future__ import annotations

import _io
import builtins
import errno
import functools
import io
import os
import posix
import sys
from collections.abc import Callable
from typing import Any

from workspace_runtime.mounts import Mounts
from workspace_runtime.scanned_folder import scanning

ONE_PATH = (
    *("access", "chdir", "chmod", "chown", "lchown", "listdir", "lstat", "mkdir"),
    *("mkfifo", "open", "pathconf", "readlink", "remove", "rmdir", "stat"),
    *("statvfs", "truncate", "unlink", "utime"),
    *("getxattr", "listxattr", "removexattr", "setxattr"),
)
TWO_PATHS = ("link", "rename", "replace", "symlink")
CAPABILITIES = (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks)

Function = Callable[..., Any]


def patch_file_functions(mounts: Mounts) -> None:
    for name in ONE_PATH:
        _patch_os(name, lambda function: mapped(function, mounts, 1))
    for name in TWO_PATHS:
        _patch_os(name, lambda function: mapped(function, mounts, 2))
    _patch_os("scandir", lambda function: scanning(function, mounts))
    _patch_os("mkdir", _refusing_new_volumes)
    _patch_os("getcwd", lambda function: lambda: mounts.shown(function()))
    opened, opened_code = mapped(open, mounts, 1), mapped(io.open_code, mounts, 1)
    builtins.open = io.open = _io.open = opened
    io.open_code = _io.open_code = opened_code
    # These modules hold the original function under another name.
    for module, name in (("bz2", "_builtin_open"), ("tokenize", "_builtin_open"), ("tarfile", "bltn_open")):
        if module in sys.modules:
            setattr(sys.modules[module], name, opened)


def mapped(function: Function, mounts: Mounts, paths: int) -> Function:
    """The function with its first arguments mapped; errors name the path as the caller wrote it."""

    @functools.wraps(function)
    def on_real_paths(*args: Any, **named: Any) -> Any:
        real = [mounts.real(path) for path in args[:paths]]
        for name in ("path", "file", "src", "dst", "database"):
            if name in named:
                named[name] = mounts.real(named[name])
        try:
            return function(*real, *args[paths:], **named)
        except OSError as error:
            for path, place in zip(args, real, strict=False):
                if error.filename == place:
                    error.filename = path
            raise

    return on_real_paths


def _patch_os(name: str, patch: Callable[[Function], Function]) -> None:
    original = getattr(os, name, None)
    if original is None:
        return
    patched = patch(original)
    setattr(os, name, patched)
    # The import system calls the functions of this module directly.
    setattr(posix, name, patched)
    for capability in CAPABILITIES:
        if original in capability:
            capability.add(patched)


def _refusing_new_volumes(mkdir: Function) -> Function:
    @functools.wraps(mkdir)
    def make_directory(path: Any, *args: Any, **named: Any) -> None:
        # /Volumes/<catalog>/<schema>/<volume> is created by Unity Catalog, not by mkdir.
        parts = str(path).strip("/").split("/")
        if parts[0] == "Volumes" and len(parts) <= 4 and not os.path.isdir(path):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(path))
        mkdir(path, *args, **named)

    return make_directory
