"""Check your table: files, pasted cells, corrections and the repaired copy, in a browser and by keyboard.

What is read, found and repaired is tested in ``tests/owndata/test_page_reader.py``; here is what the page does with it,
and Excel files, for which the page needs a browser.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import openpyxl
import pytest

from localsdg.owndata import check_data
from localsdg.widgets import TableCheck

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "owndata" / "files"
WORKBOOKS = sorted((ROOT / "tests" / "fixtures" / "tables").glob("*.xlsx"))

sys.path.insert(0, str(ROOT / "tests" / "owndata"))
import page_reader  # noqa: E402


@pytest.fixture
def seen(widget_page):
    return widget_page(TableCheck, width=360)


def choose(page, path):
    page.get_by_label("A file: .csv, .tsv, .txt or .xlsx").set_input_files(path)
    page.locator(".ls-title").wait_for()


def sentence(page) -> str:
    return page.locator(".ls-title").inner_text()


def wait_for_sentence(page, part):
    page.locator(".ls-title", has_text=part).wait_for()


def faults(page) -> list[str]:
    return page.locator(".ls-fault [role=heading]").all_inner_texts()


def saved(page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_german_budget_table_is_checked_corrected_repaired_and_opened_again(seen, tmp_path):
    page = seen.page
    choose(page, FILES / "budget-cp1252.csv")
    assert "3 names in column “Produktbereich” and Summe as the whole" in sentence(page)
    assert "2022 to 2024; numbers written 1.234,5" in sentence(page)
    assert faults(page)[:2] == ["Error: decimal commas", "Error: signs between the thousands"]
    assert page.evaluate("document.activeElement.textContent") == "What was read"
    # Which letters are meant, only a person can say: the right words are chosen, and the copy is in UTF-8.
    page.get_by_label("In which line are the words right?").select_option("windows-1252")
    page.locator(".ls-fault", has_text="Note: letters written in another way").wait_for()
    path = saved(page, "Download the repaired copy", tmp_path)
    assert path.name == "budget-cp1252-repaired.csv"
    again = check_data(path)
    table = again.table.set_index(["place", "indicator", "year"])["value"]
    assert table["Schulträger", "Ergebnis", 2022] == 2_345_678.10
    assert table["Innere Verwaltung", "Ansatz", 2024] == 1_350_500.50
    assert "decimal-comma" not in set(again.faults["kind"])
    changes = saved(page, "Download the list of repairs", tmp_path).read_text("utf-8")
    assert '3,Ergebnis 2022,decimal-comma,"1.234.567,89",1234567.89\n' in changes
    assert seen.problems == []


def test_a_french_district_table_gets_its_year_and_its_columns(seen, tmp_path):
    page = seen.page
    choose(page, FILES / "quartiers.csv")
    assert "3 indicators in columns (Population, Logements sociaux, Emplois); no year is said" in sentence(page)
    assert "Warning: figures without a year" in faults(page)
    year = page.get_by_label("The year of all figures")
    year.fill("23")
    year.press("Tab")
    page.get_by_text("“23” is no year.").wait_for()
    year.fill("2023")
    year.press("Tab")
    wait_for_sentence(page, "2023 as you said; numbers written 1234,5")
    assert "Warning: figures without a year" not in faults(page)
    page.get_by_label("Emplois").focus()
    page.get_by_label("Emplois").select_option("skip")
    wait_for_sentence(page, "2 indicators in columns (Population, Logements sociaux)")
    assert page.evaluate("document.activeElement.labels?.[0].textContent") == "Emplois"
    path = saved(page, "Download the repaired copy", tmp_path)
    again = check_data(path, year=2023)
    table = again.table.set_index(["place", "indicator"])["value"]
    assert table["Centre", "Population"] == 12_345
    assert table["Centre", "Logements sociaux"] == 18.5
    figures = check_data(saved(page, "Download the figures", tmp_path))
    assert figures.source_form == "tidy"
    row = figures.table.set_index(["place", "indicator"]).loc[("Gare", "Logements sociaux")]
    assert row[["year", "value", "unit"]].tolist() == [2023, 31.2, "%"]
    assert set(figures.table["year"]) == {2023}
    assert seen.problems == []


def test_cells_are_pasted_and_checked_by_keyboard(seen):
    page = seen.page
    button = page.get_by_role("button", name="Check what I have pasted")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Nothing is pasted yet.").wait_for()
    page.get_by_label("Or paste cells here").fill(
        "District\tPeople 2022\tPeople 2023\nNorth\t1200\t12,5\nSouth\t900\t950\n"
    )
    button.focus()
    page.keyboard.press("Enter")
    wait_for_sentence(page, "2 places in column “District”")
    assert "Error: decimal commas" in faults(page)
    page.keyboard.press("Tab")  # from the heading to what can be corrected
    assert page.evaluate("document.activeElement.textContent") == "Is this right? Correct it here."
    page.keyboard.press("Enter")
    page.get_by_label("How numbers with decimals are written").select_option(".")
    wait_for_sentence(page, "numbers written 1,234.5")
    assert seen.problems == []


def test_what_is_no_table_is_refused_in_words(seen, tmp_path):
    page = seen.page
    (tmp_path / "letter.docx").write_bytes(b"PK\3\4")
    (tmp_path / "table.csv").write_bytes(b"%PDF-1.7")
    field = page.get_by_label("A file: .csv, .tsv, .txt or .xlsx")
    field.set_input_files(tmp_path / "letter.docx")
    page.get_by_text("“letter.docx” is of a kind that the page does not read.").wait_for()
    field.set_input_files(tmp_path / "table.csv")
    page.get_by_text("This is a PDF document. Ask for the table behind it").wait_for()
    # A dropped file is read as a chosen one.
    page.evaluate(
        """() => {
          const transfer = new DataTransfer();
          transfer.items.add(new File(["place,year,indicator,value\\nA,2019,6.1.1,3\\n"], "small.csv"));
          const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer });
          document.querySelector("textarea").dispatchEvent(event);
        }"""
    )
    wait_for_sentence(page, "1 place in column “place”")
    page.get_by_text("Nothing can be repaired without a person").wait_for()
    assert seen.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_accessible_fits_a_phone_and_is_printed(widget_page, violations, scheme):
    seen = widget_page(TableCheck, scheme=scheme, width=360)
    page = seen.page
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.locator(".ls-print").inner_text().count("☐") == 9
    page.emulate_media(media="screen", color_scheme=scheme)
    choose(page, FILES / "quartiers.csv")
    for fold in page.locator("details").all():
        fold.evaluate("fold => fold.open = true")
    assert violations(page) == []
    for direction in ("ltr", "rtl"):
        page.evaluate("direction => document.documentElement.dir = direction", direction)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.locator(".ls-print").is_hidden()
    assert page.get_by_label("Or paste cells here").is_hidden()
    assert page.locator(".ls-fault").first.is_visible()
    assert page.locator("table").is_visible()
    assert seen.problems == []


def test_in_jupyter_the_reader_is_a_part_of_the_module(browser):
    """There no script lies beside the page: what a page brings later has come with the widget."""
    widget = TableCheck()
    page = browser.new_page()
    page.goto("about:blank")
    page.evaluate(
        """async ([text, state]) => {
          const { default: widget } = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
          globalThis.answers = [];
          const model = { get: (name) => state[name], set: (name, answer) => answers.push(answer), save_changes() {} };
          widget.render({ model, el: document.body });
        }""",
        [str(widget._esm), {"strings": widget.strings, "language": "en", "direction": "ltr"}],
    )
    choose(page, FILES / "long.csv")
    assert page.evaluate("answers[0]") == {
        "understood": sentence(page),
        "faults": {"error": 1, "warning": 3, "note": 0},
        "repairs": 2,
    }
    page.close()


def made_workbook(path: Path) -> Path:
    """A workbook with what offices put into one: formats, days, merged and hidden cells, formulas, several sheets."""
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "Notes"
    notes.append(["Figures of the wards of Port Amani, a town that does not exist"])
    sheet = book.create_sheet("Wards")
    sheet.append(["Wards 2023"])
    sheet.append([])
    sheet.append(["Ward", "People", "Homes with water", "Counted on", "Rooms"])
    for place, name in enumerate(["North", "South", "East", "West"]):
        sheet.append([name, 1200 + place, 0.125 + place / 8, datetime.datetime(2023, 5, 1, 6 * place), 2.5])
        sheet.cell(4 + place, 3).number_format = "0.0%"
    sheet.append(["Harbour", "1,300", "n/a", None, "=E4*2"])
    sheet.append(["Hill", "950", True, None, 1e-7])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("B6:B7")
    sheet.merge_cells("J6:J7")  # right of the table, empty
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("Old").sheet_state = "hidden"
    book.save(path)
    return path


def test_an_excel_file_is_read_as_python_reads_it(browser, tmp_path):
    page = browser.new_page()
    page.goto("about:blank")
    read = page_reader.page(page.evaluate)
    found = {}
    for path in [*WORKBOOKS, made_workbook(tmp_path / "wards.xlsx")]:
        mine = page_reader.python(path.read_bytes(), path.name, {}, tmp_path)
        other = read(path.read_bytes(), path.name)
        assert ("refused" in mine) == ("refused" in other), path.name
        assert page_reader.differences(mine, other) == [], path.name
        found[path.stem] = other.get("refused") or {fault["kind"] for fault in other["faults"]}
    assert found["half-written"] == "damaged"
    wanted = {"hidden-sheet", "hidden-cells", "other-sheets", "merged-cells", "formula-without-value", "number-as-text"}
    assert wanted <= found["wards"]
    named = read((tmp_path / "wards.xlsx").read_bytes(), "wards.xlsx", {"sheet": "Notes"})
    assert named["sheet"] == "Notes"
    assert read((FILES.parent.parent / "fixtures" / "tables" / "open-document.ods").read_bytes())["refused"] == "zip"
    page.close()
