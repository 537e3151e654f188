"""Libraries that open files from C, patched where Python hands them a path."""

from __future__ import annotations

from types import ModuleType

from workspace_runtime.after_import import after_import
from workspace_runtime.file_functions import mapped
from workspace_runtime.mounts import Mounts


def patch_foreign_readers(mounts: Mounts) -> None:
    def patch_sqlite(module: ModuleType) -> None:
        module.connect = mapped(module.connect, mounts, 1)

    def patch_pyarrow(module: ModuleType) -> None:
        stringify = module._stringify_path
        module._stringify_path = lambda path: mounts.real(stringify(path))

    def patch_subprocess(module: ModuleType) -> None:
        start = module.Popen.__init__

        def start_in(self: object, *args: object, **named: object) -> None:
            # Without a folder, the child would get the real path from the kernel.
            if named.get("cwd") is not None:
                named["cwd"] = mounts.real(named["cwd"])
            start(self, *args, **named)

        module.Popen.__init__ = start_in

    after_import("sqlite3.dbapi2", patch_sqlite)
    after_import("pyarrow.util", patch_pyarrow)
    after_import("subprocess", patch_subprocess)
