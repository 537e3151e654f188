"""How a notebook ends early with a value, or starts afresh."""


class NotebookExit(BaseException):
    """Not an Exception, so that `except Exception` in a notebook lets it pass."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = str(value)


class PythonRestart(BaseException):
    """Ends the cell and forgets the variables, as dbutils.library.restartPython does."""
