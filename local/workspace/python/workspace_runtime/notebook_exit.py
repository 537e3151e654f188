"""How a notebook ends early with a value."""


class NotebookExit(BaseException):
    """Not an Exception, so that `except Exception` in a notebook lets it pass."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = str(value)
