import shutil
from pathlib import Path

import pytest

from localsdg.course.lesson import lessons
from localsdg.site.build import BuildError, build

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    """A book of one page, built by the real Jupyter Book with the real settings."""
    shutil.copy(ROOT / "_config.yml", tmp_path)
    shutil.copytree(ROOT / "assets" / "images", tmp_path / "assets" / "images")
    shutil.copytree(ROOT / "book" / "_templates", tmp_path / "book" / "_templates")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/index\n")
    (tmp_path / "book" / "index.md").write_text("# A page\n\nWith one paragraph that is long enough to be described.\n")
    (tmp_path / "requirements.lock").write_text("")
    return tmp_path


def test_what_is_built_again_and_what_is_executed_again(small_book):
    (small_book / "modules").mkdir()
    shutil.copy(ROOT / "modules" / "course.yml", small_book / "modules")
    pages = build(small_book)
    first = (pages / "book" / "index.html").stat().st_mtime_ns
    assert build(small_book) == pages
    assert (pages / "book" / "index.html").stat().st_mtime_ns == first
    executed = small_book / "_build" / ".jupyter_cache" / "executed"
    executed.parent.mkdir(exist_ok=True)
    executed.write_text("")
    (small_book / "book" / "index.md").write_text("# Another page\n\nText.\n")
    build(small_book)
    assert "Another page" in (pages / "book" / "index.html").read_text("utf-8")
    assert executed.exists()
    # The other edition executes nothing again.
    other = build(small_book, "trainer")
    assert "Another page" in (other / "book" / "index.html").read_text("utf-8")
    assert (other.parent / ".jupyter_cache" / "executed").exists()
    # New questions may give another result.
    (small_book / "modules" / "needs.yml").write_text("[]\n")
    build(small_book)
    assert not executed.exists()
    assert (other.parent / ".jupyter_cache" / "executed").exists()


def test_a_warning_is_an_error_and_is_shown(small_book):
    (small_book / "book" / "index.md").write_text("# A page\n\n[nowhere](missing.md)\n")
    with pytest.raises(BuildError, match=r"cross-reference target not found: 'missing\.md'"):
        build(small_book)
    with pytest.raises(BuildError):
        build(small_book)
    assert "missing.md" in (small_book / "_build" / "build.log").read_text("utf-8")


def test_what_is_wrong_with_a_lesson_is_said_before_anything_is_built(small_book):
    folder = small_book / "modules" / "1-localizing"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "modules" / "course.yml", small_book / "modules")
    shutil.copy(lessons()[0].path, folder)
    with pytest.raises(BuildError, match=f"{lessons()[0].file.name} is missing. A lesson is two files"):
        build(small_book)
    assert not (small_book / "_build" / "build.log").exists()
