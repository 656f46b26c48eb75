"""One zip archive for phones and sticks: a start page in plain words, the site, and one file for each lesson."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from localsdg.core.catalogue import course_language
from localsdg.core.files import write_archive
from localsdg.course.lesson import Course
from localsdg.site.offline import megabytes
from localsdg.site.render import render
from localsdg.site.single import single_page

_OTHERS = {"book/make-your-review": "my-review", "book/my-course": "my-course"}
_SERVED = {"keep-files.json", "keep.json", "worker.js", "manifest.json", "objects.inv", ".buildinfo"}


class Bundle(NamedTuple):
    """What was written: the number of lessons, and the bytes of the archive, the folder of the site and the files."""

    lessons: int
    archive: int
    site: int
    singles: int


def write_bundle(root: Path, pages: Path, file: Path) -> Bundle:
    """Write the archive of a built edition.

    Args:
        root: the repository.
        pages: the folder of the built pages.
        file: the archive to write.
    """
    lessons = list(Course(root).lessons.values())
    names = {f"{lesson.page}.html": f"{lesson.number}.html" for lesson in lessons}
    names |= {f"{page}.html": f"{name}.html" for page, name in _OTHERS.items()}
    singles = {name: single_page(pages, page, names).encode() for page, name in names.items()}
    found = (path for path in sorted(pages.rglob("*")) if path.is_file())
    site = {path.relative_to(pages).as_posix(): path.read_bytes() for path in found if path.name not in _SERVED}
    language = course_language()
    sizes = {"site": sum(map(len, site.values())), "singles": sum(map(len, singles.values()))}
    start = render(
        "bundle_start.html",
        language,
        lessons=[(f"{lesson.number}.html", lesson.number, lesson.title) for lesson in lessons],
        sizes={name: megabytes(size, language) for name, size in sizes.items()},
        largest=megabytes(max(map(len, singles.values())), language),
    )
    contents = {"start.html": f"{start}\n".encode()}
    contents |= {f"lessons/{name}": text for name, text in singles.items()}
    contents |= {f"site/{name}": content for name, content in site.items()}
    write_archive(file, {f"localsdg/{name}": content for name, content in contents.items()})
    return Bundle(len(lessons), file.stat().st_size, **sizes)
