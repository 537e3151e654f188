"""display() as far as a process without a notebook page can."""


def display(*values: object) -> None:
    for value in values:
        print(value)
