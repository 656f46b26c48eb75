"""The program that computes each derived figure again from the annex, as it lies in the archive of all files."""

from importlib.resources import files


def constants() -> dict[str, str]:
    """Return its text."""
    return {"RECOMPUTE": files("localsdg.review").joinpath("recomputing.py").read_text("utf-8")}
