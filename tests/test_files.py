"""Files are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from localsdg.core.files import draft_of, write_whole


def test_a_new_file_is_there_when_it_is_whole(tmp_path):
    path = tmp_path / "table.csv"
    with draft_of(path, replace=False) as draft:
        draft.write_text("half")
        assert not path.exists()
    assert path.read_text() == "half"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_what_is_there_is_not_replaced_unless_asked_for(tmp_path, monkeypatch, links):
    if not links:

        def none(*_: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", none)
    path = tmp_path / "table.csv"
    path.write_text("mine")
    with pytest.raises(FileExistsError, match=r"table\.csv is there already"):
        write_whole(path, b"new", replace=False)
    write_whole(path, b"new", replace=True)
    assert path.read_bytes() == b"new"
    # Taken by another program while the draft is written.
    other = tmp_path / "other.csv"
    with pytest.raises(FileExistsError, match=r"other\.csv is there already"), draft_of(other, replace=False) as draft:
        draft.write_text("ours")
        other.write_text("theirs")
    assert other.read_text() == "theirs"
    assert sorted(tmp_path.iterdir()) == [other, path]


def test_an_error_leaves_the_earlier_file_and_names_it(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("mine")
    with pytest.raises(OSError, match="No space left") as caught, draft_of(path, replace=True) as draft:
        draft.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.filename == str(path)
    with pytest.raises(KeyboardInterrupt), draft_of(path, replace=True) as draft:
        draft.write_text("half")
        raise KeyboardInterrupt
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(tmp_path / "none" / "table.csv", b"new", replace=False)
    assert caught.value.filename == str(tmp_path / "none" / "table.csv")


def test_a_link_is_followed_and_stays(tmp_path):
    (tmp_path / "real.csv").write_text("mine")
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    write_whole(link, b"new", replace=True)
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["x" * 255, "ä" * 127])
def test_a_name_as_long_as_a_name_can_be(tmp_path, name):
    write_whole(tmp_path / name, b"new", replace=False)
    assert (tmp_path / name).read_bytes() == b"new"


def test_what_is_no_ordinary_file_is_not_replaced():
    with pytest.raises(FileExistsError):
        write_whole(Path("/dev/null"), b"new", replace=True)
