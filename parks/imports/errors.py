"""What can be wrong with a file that somebody wants to import."""


class ImportFileError(Exception):
    """The file as a whole cannot be imported; `str(error)` is one sentence that says why."""


class CellError(ValueError):
    """One cell cannot be read; `str(error)` is the reason, without the place."""
