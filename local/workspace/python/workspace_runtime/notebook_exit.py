"""How a notebook ends early with a value, or restarts."""


class NotebookExit(BaseException):
    """Not an Exception, so that `except Exception` in a notebook does not catch it."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = str(value)


class PythonRestart(BaseException):
    """Ends the cell and clears the variables, as dbutils.library.restartPython does."""
