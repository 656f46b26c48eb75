"""Check your table: files, pasted cells, corrections and the repaired copy, in a browser and by keyboard.

What is read, found and repaired is tested in ``tests/owndata/test_page_reader.py``; here is what the page does with it,
and spreadsheets and archives, for which the page needs a browser.
"""

from __future__ import annotations

import datetime
import io
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from localsdg.owndata import check_data
from localsdg.widgets import MyCourse, TableCheck
from localsdg.workbook import Workbook

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "owndata" / "files"
WORKBOOKS = sorted((ROOT / "tests" / "fixtures" / "tables").glob("*.xlsx"))

sys.path.insert(0, str(ROOT / "tests" / "owndata"))
import page_reader  # noqa: E402
from test_spreadsheets import number, ods, row, word  # noqa: E402


@pytest.fixture
def seen(widget_page):
    return widget_page(TableCheck, width=360)


def choose(page, path):
    page.get_by_label("A file: .csv, .tsv, .txt, .xlsx, .ods or .zip").set_input_files(path)
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
    page.get_by_text("“23” is not a year.").wait_for()
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


KEEP = "Keep these figures in my workbook"
UNDO = "Take them out again"


def into_workbook(page) -> str:
    """Press the button, and return what the page says then."""
    page.get_by_role("button", name=KEEP).click()
    page.get_by_role("button", name=UNDO).wait_for()
    return page.evaluate("document.activeElement.textContent")


def workbook(page, bare) -> Workbook:
    page.goto(bare(MyCourse))
    page.wait_for_function("document.documentElement.dataset.widgets === 'started'")
    with page.expect_download() as offered:
        page.get_by_role("button", name="Download the workbook").first.click()
    return Workbook.load(offered.value.path())


def write(path: Path, *lines: str) -> Path:
    path.write_text("place,indicator,year,value,unit\n" + "".join(f"{line}\n" for line in lines), "utf-8")
    return path


def test_the_figures_go_into_the_workbook_take_the_place_of_earlier_ones_and_out_again(seen, bare, tmp_path):
    page = seen.page
    choose(
        page, write(tmp_path / "first.csv", "North,Homes,2022,5,%", "North,Homes,2023,6.50,%", "South,Homes,2023,7,")
    )
    page.get_by_text("Your workbook has no table of figures yet.").wait_for()
    assert page.get_by_text(
        "Will be kept: 3 figures; 1 indicator (Homes); 2022 to 2023; 2 places (North, South)."
    ).count()
    assert page.get_by_text("1 figure has no unit. It is kept without one.").is_visible()
    page.get_by_label("Where the figures come from").fill("Census office")
    assert into_workbook(page) == "The figures are in your workbook. My course offers it as a file. 3 were added."
    # A corrected reading of the same table takes the place of the first.
    page.get_by_text("Is this right? Correct it here.").click()
    page.get_by_label("unit", exact=True).select_option("skip")
    page.get_by_text("What you kept from it is taken out first.").wait_for()
    page.get_by_label("The unit of the figures that have none").fill("percent")
    page.get_by_label("Where the figures come from").fill("Census office")
    assert into_workbook(page).endswith("3 were added.")
    # Another table: one figure is there already, one takes the place of another, one is new.
    choose(
        page,
        write(
            tmp_path / "then.csv", "North,Homes,2022,5.0,percent", "North,Homes,2023,8,percent", "West,Homes,2023,9,km"
        ),
    )
    page.get_by_text("2 places (North, West)").wait_for()
    page.get_by_label("Where the figures come from").fill("Census office")
    page.get_by_label("Where the figures come from").press("Tab")
    said = "1 figure will be added. 1 figure will take the place of the one that is there"
    page.get_by_text(f"The table of your workbook has 3 figures now. {said}").wait_for()
    assert into_workbook(page).endswith("1 was added. 1 has taken the place of another one. 1 was there already.")
    found = workbook(page, bare).figures
    assert [(row["area"], row["year"], row["value"], row["unit"], row["source"]) for row in found] == [
        ("North", "2022", "5", "percent", "Census office"),
        ("South", "2023", "7", "percent", "Census office"),
        ("North", "2023", "8", "percent", "Census office"),
        ("West", "2023", "9", "km", "Census office"),
    ]
    assert page.get_by_text("Your workbook has a table of 4 figures.").is_visible()
    assert page.get_by_text("Not saved to a file yet.").count() == 0  # it has just been downloaded
    # Taken out again, the table is as it was: also what the new figures had replaced.
    page.goto(bare(TableCheck))
    choose(page, write(tmp_path / "last.csv", "North,Homes,2023,1,percent", "East,Homes,2023,2,percent"))
    into_workbook(page)
    page.get_by_role("button", name=UNDO).click()
    page.get_by_text("The table of your workbook is as it was before.").wait_for()
    again = workbook(page, bare).figures
    assert sorted(map(str, again)) == sorted(map(str, found))
    assert seen.problems == []


def test_a_table_that_names_no_indicator_asks_for_it_and_letters_in_doubt_are_not_kept(seen, bare):
    page = seen.page
    choose(page, FILES / "budget-cp1252.csv")
    page.get_by_text("First say above in which line the words are right.").wait_for()
    assert page.get_by_role("button", name=KEEP).count() == 0
    page.get_by_label("Or paste cells here").fill("District\t2022\t2023\nNorth\t1200\t1250\nSouth\t900\t950\n")
    page.get_by_role("button", name="Check what I have pasted").click()
    page.get_by_role("button", name=KEEP).click()
    page.get_by_text("Write first what the figures measure.").wait_for()
    assert page.evaluate("document.activeElement.labels[0].textContent") == "What the figures measure"
    page.keyboard.type("People")
    into_workbook(page)
    # Columns that are in doubt for one reason need one answer, and what is asked comes first.
    rows = [f"Town {n},{71000 + n},{62000 + n},{53000 + n}" for n in range(12)]
    page.get_by_label("Or paste cells here").fill("\n".join(["Place,Kiosk,Lamp,Tree", *rows]))
    page.get_by_role("button", name="Check what I have pasted").click()
    wait_for_sentence(page, "Kiosk, Lamp, Tree could be codes or figures")
    assert page.locator(".ls-fold label").first.inner_text() == "All 3 columns of this question"
    page.get_by_label("All 3 columns of this question").focus()
    page.get_by_label("All 3 columns of this question").select_option("figure")
    wait_for_sentence(page, "3 indicators in columns (Kiosk, Lamp, Tree)")
    assert page.evaluate("document.activeElement.textContent") == "Is this right? Correct it here."
    found = workbook(page, bare).figures
    assert found[0] == {"indicator": "People", "year": "2022", "value": "1200", "area": "North"}
    assert len(found) == 4
    assert seen.problems == []


FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }"


def test_a_full_browser_says_so_and_the_file_has_the_figures(widget_page, tmp_path):
    page = widget_page(TableCheck, width=360).page
    page.add_init_script(FULL)
    page.reload()
    choose(page, write(tmp_path / "one.csv", "North,Homes,2022,5,%"))
    assert into_workbook(page).startswith("The figures are in this page only.")
    assert page.get_by_text("Not saved: the storage of this browser is full.").first.is_visible()
    with page.expect_download() as offered:
        page.get_by_role("button", name="Download my workbook").click()
    assert [row["value"] for row in Workbook.load(offered.value.path()).figures] == ["5"]
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.accept())
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_figures_go_to_the_person_whose_page_it_is(widget_page, bare, tmp_path):
    seen = widget_page(TableCheck, width=360)
    page = seen.page
    page.evaluate("localStorage['localsdg.author'] = 'Amina'; localStorage['localsdg.author:b2'] = 'Joseph'")
    page.evaluate("localStorage['localsdg.learner'] = '-'")
    page.reload()
    # Nobody has said who works here: whoever only looks around keeps nothing, until she says who she is.
    page.get_by_role("dialog").get_by_role("button", name="look around").click()
    choose(page, write(tmp_path / "one.csv", "North,Homes,2022,5,%"))
    assert into_workbook(page).startswith("The figures are in this page only.")
    page.get_by_role("button", name="Whose work is this?").click()
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button", name="Joseph").click()
    book = workbook(page, bare)
    assert (book.by, [row["value"] for row in book.figures]) == ("Joseph", ["5"])
    assert page.evaluate("[localStorage['localsdg.figures'], localStorage['localsdg.figures:b2']]") == [None, "1"]
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
    field = page.get_by_label("A file: .csv, .tsv, .txt, .xlsx, .ods or .zip")
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
    notes.append([])
    notes.append(["Year", "Month", "Number of the office"])
    notes.append([2014, 12, 70892156])
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


def packed(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def packed_tables():
    """An OpenDocument spreadsheet with percentages, a hidden row and merged cells, and an archive with one table."""
    north = row(word("North"), number(12345, shown="12.345"), number(0.435, "percentage", "44%"))
    south = row(word("South"), number("16543.0"), number(0.565, "percentage"), style='table:visibility="collapse"')
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    merged = word("East<text:s text:c='2'/>End").replace(
        "<table:table-cell ", '<table:table-cell table:number-rows-spanned="2" ', 1
    )
    rows = (
        row(word("District"), word("People 2023"), word("Share 2023"))
        + north
        + south
        + row(merged, number(7))
        + row(gap)
    )
    table = b"District,People 2023\nNorth,12345\nSouth,16543\n"
    return {"wards.ods": ods(rows), "wards.zip": packed({"data/wards.csv": table, "README.txt": b"about"})}


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
    for name, data in packed_tables().items():
        mine, other = page_reader.python(data, name, {}, tmp_path), read(data, name)
        assert page_reader.differences(mine, other) == [], name
        assert other["table"]["rows"][0][:4] == ["North", "People", 2023, 12345], name
    two = packed({"a.csv": b"x,y\n1,2\n", "b.csv": b"x,y\n1,2\n"})
    assert read(two, "two.zip")["refused"] == "zip"
    page.close()
