"""Where the course's content lies: beside the code in a checkout, inside the package once installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def content_root() -> Path:
    """Return the folder that holds ``assets/data`` and ``modules``.

    Raises:
        FileNotFoundError: the package was installed without its content.
    """
    for root in (_PACKAGE / "_content", _PACKAGE.parents[1]):
        if (root / "assets" / "data").is_dir():
            return root
    raise FileNotFoundError(
        "The course's data are missing: neither the installed package nor a checkout around it holds assets/data. "
        "Install localsdg again, or work in a clone of the repository."
    )
