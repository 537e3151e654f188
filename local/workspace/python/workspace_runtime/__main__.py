"""Runs the task described by the JSON file given as the first argument.

The second one, if any, is the socket of a warm interpreter, which then runs the task in place of this process.
"""

import sys

from workspace_runtime.warm_client import run_warm

if __name__ == "__main__":
    if len(sys.argv) > 2:
        run_warm(sys.argv[1], sys.argv[2])
    # Here, because only a fresh interpreter needs them.
    from workspace_runtime.process import perform, prepare
    from workspace_runtime.supervisor import supervise

    supervise()
    sys.exit(perform(sys.argv[1], prepare()))
