"""Lets Python processes that a run starts see the workspace, as those on a driver do; Python imports it at each start."""

import os

if "WORKSPACE_RUNTIME_TASK" in os.environ:
    from workspace_runtime.process_of_run import join_run

    join_run(os.environ["WORKSPACE_RUNTIME_TASK"])
