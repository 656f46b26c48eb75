import json
from pathlib import Path

import pytest

from localsdg.course.notebooks import NotebookError, format_notebooks, normalised, notebooks

ROOT = Path(__file__).resolve().parents[1]


def write(folder: Path, cells: list[dict]) -> Path:
    path = folder / "modules" / "1-test" / "01-lesson.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = {"kernelspec": {"name": "other"}, "localsdg": {"lesson": "1.1"}, "toc": {}}
    path.write_text(json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))
    return path


def code(identifier: str, source: str, *, outputs: bool = True, tags: tuple[str, ...] = ()) -> dict:
    output = {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}, "execution_count": 7}
    return {
        "cell_type": "code",
        "id": identifier,
        "metadata": {"tags": list(tags), "execution": {"iopub.execute_input": "now"}},
        "source": source,
        "outputs": [output] if outputs else [],
        "execution_count": 7,
    }


def test_outputs_stay_only_where_they_are_compared(tmp_path):
    path = write(tmp_path, [code("plain", "1+1"), code("compared", "1+1", tags=("nbval-check-output",))])
    assert format_notebooks(tmp_path) == [path]
    plain, compared = json.loads(path.read_text())["cells"]
    assert plain["outputs"] == []
    assert plain["execution_count"] is None
    assert compared["outputs"][0]["data"] == {"text/plain": "2"}
    assert compared["execution_count"] == compared["outputs"][0]["execution_count"] == 2
    assert plain["source"] == ["1 + 1"]
    assert "execution" not in plain["metadata"]
    assert set(json.loads(path.read_text())["metadata"]) == {"kernelspec", "language_info", "localsdg"}
    assert format_notebooks(tmp_path) == []


def test_looking_changes_nothing(tmp_path):
    path = write(tmp_path, [code("plain", "1+1")])
    before = path.read_text()
    assert format_notebooks(tmp_path, check=True) == [path]
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([code("8f3A-random", "1")], "the id '8f3A-random' of cell 1 .* is not readable"),
        ([code("twice", "1"), code("twice", "2")], "the id 'twice' of cell 2 .* stands twice"),
        ([code("empty", "1", outputs=False, tags=("nbval-check-output",))], "'empty' is to be compared but holds no"),
        ([code("broken", "1 +")], "01-lesson.ipynb: .*Expected an expression"),
    ],
)
def test_what_an_author_must_decide_is_named(tmp_path, cells, message):
    path = write(tmp_path, cells)
    with pytest.raises(NotebookError, match=f"(?s){message}"):
        normalised(path)


def test_every_notebook_of_the_repository_is_covered():
    found = list(notebooks(ROOT))
    everything = [*(ROOT / "modules").rglob("*.ipynb"), *(ROOT / "exercises" / "source").rglob("*.ipynb")]
    assert len(found) == len([path for path in everything if ".ipynb_checkpoints" not in path.parts]) > 0
