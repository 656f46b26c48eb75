import pandas as pd

from localsdg.course.tables import CaptionedTable


def test_a_table_reads_as_text_and_as_html():
    table = pd.DataFrame({"City": ["A & B", "C"], "Change, %": [-1.234, float("nan")], "People": [12345, 6]})
    shown = CaptionedTable(table, "Growth <a year>", digits={"Change, %": 1})
    assert repr(shown).splitlines() == [
        "Growth <a year>",
        " City  Change, %  People",
        "A & B       −1.2  12,345",
        "    C          –       6",
    ]
    page = shown._repr_html_()
    assert "<caption>Growth &lt;a year&gt;</caption>" in page
    assert '<th scope="row">A &amp; B</th><td>−1.2</td><td>12,345</td>' in page
    assert page.count('scope="col"') == 3


def test_words_stand_at_the_start_of_their_column_and_numbers_at_its_end():
    table = pd.DataFrame({"City": ["A"], "Visit": ["the old square"], "Days": [2]})
    page = CaptionedTable(table, "Exchanges")._repr_html_()
    assert '<th scope="col" class="ls-words">Visit</th><th scope="col">Days</th>' in page
    assert '<td class="ls-words">the old square</td><td>2</td>' in page


def test_no_text_of_a_table_becomes_html():
    hostile = "<img src=x onerror=alert(1)>'\""
    table = pd.DataFrame({hostile: [hostile], "Notes": [hostile]})
    page = CaptionedTable(table, hostile)._repr_html_()
    assert "<img" not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt;&#39;&#34;") == 5  # label, caption, heading and two cells
