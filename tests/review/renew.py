"""Renews the model review that the tests compare: ``make model``. Read the difference before you commit it.

It writes the record and the page below ``tests/review/golden``, and prints the page into ``assets/model-review``, with
its checksum among the properties of the PDF.
"""

import hashlib
import tempfile
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from localsdg.core.pdf_tags import VERSION
from localsdg.review import write_review
from localsdg.review.example import DAY, model_review

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("golden")
PRINTED = ROOT / "assets" / "model-review" / "port-amani.pdf"


def checksum(page: bytes) -> str:
    """Return what the PDF says of the page that it was printed from."""
    return f"sha256 of the page: {hashlib.sha256(page).hexdigest()}"


def renew() -> None:
    """Write all of it."""
    review = model_review()
    GOLDEN.mkdir(exist_ok=True)
    for name in ("review.json", "review.html"):
        write_review(review, GOLDEN / name, replace=True)
    page = (GOLDEN / "review.html").read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "review.pdf"
        write_review(review, printed)
        writer = PdfWriter(clone_from=PdfReader(printed))
    writer.pdf_header = VERSION
    day = f"D:{DAY:%Y%m%d}000000Z"
    writer.add_metadata({"/Keywords": checksum(page), "/CreationDate": day, "/ModDate": day})
    writer.write(PRINTED)


if __name__ == "__main__":
    renew()
