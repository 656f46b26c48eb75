"""The figures of the review in the page are those of Python: what is read, computed, hidden and put into the annex."""

from __future__ import annotations

import json
import random
import struct
from pathlib import Path

import numpy as np
import pytest
from review_workbooks import EVIL, ODD, crossed, random_workbook, rows, with_strange_ids, workbook
from scipy.optimize import linprog

from localsdg.core import catalogue
from localsdg.core.typed_numbers import meaning
from localsdg.review import words
from localsdg.review.annex import Annex, csv_text
from localsdg.review.example import port_amani
from localsdg.review.figures import gather
from localsdg.review.indicators import build
from localsdg.review.reading import FICTIONAL, Reader, number_of, one_line, plain, year_of
from localsdg.review.recomputing import FORMULAS, compute

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "review_figures.json").read_text("utf-8"))
MADE = """(text) => {
  const { book, rows, catalogue } = JSON.parse(text);
  const say = made.my_review_words.wordsOf(catalogue);
  const { Annex, csvText } = made.my_review_annex;
  const reader = new made.my_review_reading.Reader(book);
  const table = made.my_review_figures.gather(rows, reader.name);
  const annex = new Annex({ fictional: reader.whole });
  const indicators = made.my_review_indicators.build(reader, table, annex, say);
  const texts = reader.texts();
  return {
    name: reader.name,
    whole: reader.whole,
    indicators,
    annex: annex.rows,
    unprinted: annex.unprinted,
    csv: csvText(annex.rows),
    unused: table.unused,
    contradicting: table.contradicting.map(({ indicator, year, group, area }) => [indicator, year, group, area]),
    texts,
    odd: [...reader.odd],
    seen: [...reader.seen],
    faults: made.my_review_recomputing.recomputed(annex.rows).filter(({ fault }) => fault),
  };
}"""


def in_python(book) -> dict:
    reader = Reader(book)
    table = gather(book.figures, reader.name)
    annex = Annex(fictional=reader.whole)
    found = {
        "name": reader.name,
        "whole": reader.whole,
        "indicators": build(reader, table, annex, words.Words("en")),
        "annex": annex.rows,
        "unprinted": annex.unprinted,
        "csv": csv_text(annex.rows),
        "unused": table.unused,
        "contradicting": table.contradicting,
        "texts": list(reader.texts()),
        "odd": list(reader.odd.items()),
        "seen": list(reader.seen.items()),
        "faults": [],
    }
    return json.loads(json.dumps(found))


def in_javascript(evaluate, books) -> list[dict]:
    given = {"catalogue": catalogue.texts("review", "en")}
    books_as_text = json.dumps([json.dumps(given | {"book": each.document(), "rows": each.figures}) for each in books])
    return evaluate("my_review_indicators", f"{books_as_text}.map({MADE})", "my_review_annex")


def see_the_same(evaluate, books) -> list[dict]:
    found = in_javascript(evaluate, books)
    for place, (book, ours) in enumerate(zip(books, found, strict=True)):
        theirs = in_python(book)
        for name, value in theirs.items():
            assert ours[name] == value, (place, name)
    return found


def called(evaluate, module, cases, function):
    """What a function of JavaScript gives for each of some cases."""
    return evaluate(module, f"JSON.parse({json.dumps(json.dumps(cases))}).map({function})")


def test_port_amani(evaluate):
    (found,) = see_the_same(evaluate, [port_amani()])
    assert len(found["annex"]) > 1_000 and len(found["indicators"]) == 8
    assert any(each["progress"] for each in found["indicators"])


def test_hostile_and_odd_entries_in_every_field(evaluate):
    # A number that large is none in a browser.
    books = [workbook(lambda _, value=value: value) for value in ODD if value != 10**400]
    books += [workbook(lambda _, text=text: text, rows(text)) for text in EVIL]
    found = see_the_same(evaluate, [*books, crossed(), with_strange_ids()])
    assert sum(len(each["odd"]) for each in found) > 100


def test_made_up_workbooks(evaluate):
    chance = random.Random(19)
    found = see_the_same(evaluate, [random_workbook(chance) for _ in range(150)])
    indicators = [each for review in found for each in review["indicators"]]
    derived = {row["formula"] for review in found for row in review["annex"]}
    assert {each["progress"]["rule"] for each in indicators if each["progress"]} >= {"SDSN arrows", "Basque Country"}
    assert derived >= {"share", "rate of 1,000", "8.6.1", "11.3.1", "change", "gap to all", "UN progress chart"}
    assert sum(each["hidden"] for each in indicators) > 50 and sum(bool(each["worst"]) for each in indicators) > 5
    assert all(sum(len(each[name]) for each in found) > 50 for name in ("unprinted", "contradicting", "unused", "seen"))


@pytest.mark.parametrize("case", VECTORS["figures"], ids=lambda case: case["name"])
def test_rows_become_figures(evaluate, case):
    function = """({ rows, town }) => {
      const { figures, unused } = method.gather(rows, town);
      const plain = ({ key: { year, group, area }, value, formula, differs }) =>
        ({ year, group, area, value, formula, differs });
      return [[...figures.values()].map(plain), unused.length];
    }"""
    ((figures, unused),) = called(evaluate, "my_review_figures", [case], function)
    assert figures == case["figures"] and unused == case.get("unused", 0)


@pytest.mark.parametrize("case", VECTORS["suppression"], ids=lambda case: case["name"])
def test_what_is_hidden(evaluate, case):
    function = """(counts) => {
      const { Figure, keyOf, partOf } = made.my_review_figures;
      const figures = counts.map(({ area, group, counted, of }) => {
        const parts = new Map([["numerator", partOf(counted)], ["denominator", partOf(of)]]);
        return new Figure(keyOf("6.1.1", "2025", group, area), { parts, formula: "share", value: 1 });
      });
      method.suppress(figures);
      return figures.filter((each) => each.hidden).map(({ key }) => [key.area, key.group]);
    }"""
    (found,) = called(evaluate, "my_review_suppression", [case["counts"]], function)
    assert sorted(found) == sorted(case["hidden"])


def test_unknowns_that_are_fixed(evaluate):
    """The same as with scipy: an unknown is fixed if no step that keeps the equations moves it, up or down."""
    chance = random.Random(7)
    cases = []
    for _ in range(40):
        count, filled = chance.randint(1, 12), chance.choice([0.2, 0.4, 0.7])
        signs = [
            [chance.choice([1, 1, -1]) * (chance.random() < filled) for _ in range(count)]
            for _ in range(chance.randint(1, 7))
        ]
        cases.append([signs, [chance.random() < chance.choice([0, 0.4, 1]) for _ in range(count)]])
    found = called(evaluate, "my_review_linear", cases, "([rows, atZero]) => method.fixedIn(rows, atZero)")
    for (signs, at_zero), fixed in zip(cases, found, strict=True):
        equations, bounds = np.array(signs, dtype=float), [(0 if zero else -1, 1) for zero in at_zero]
        for place, said in enumerate(fixed):
            goal = np.eye(len(at_zero))[place]
            ends = [
                linprog(sign * goal, A_eq=equations, b_eq=np.zeros(len(equations)), bounds=bounds).fun
                for sign in (1, -1)
            ]
            assert said is (max(map(abs, ends)) < 1e-7), (signs, at_zero, place)
    assert 30 < sum(map(sum, found)) < sum(len(at_zero) for _, at_zero in cases) - 30


def test_numbers_are_written_as_in_python(evaluate):
    chance = random.Random(3)
    # Half of the last digit: 0.25 is 0.2, 100000000000000.5 is 100000000000000, 0.45 is a little more than a half.
    numbers = [0.0, -0.0, 0.25, 0.35, 0.45, 2.5, -2.5, 9.995, 100000000000000.5, 123456789012.0625, 1e15, 1e22, 1e-5]
    numbers += [-0.001, 999999999999999.9, 1.5e-5, 1e300, 5e-324, 1234567.5]
    for _ in range(2_000):
        bits = struct.unpack("d", struct.pack("Q", chance.getrandbits(64)))[0]
        numbers += [bits] if abs(bits) < 1e308 else []
        numbers += [chance.randint(-(10**7), 10**7) / 2 ** chance.randint(0, 20), chance.uniform(-1000, 1000)]
    function = """(value) => [
      method.digits(value), method.digits(value, 13), method.fixed(value, 0), method.fixed(value, 1),
      method.fixed(value, 2), method.shown(value), method.shown(value, "%"), method.shown(value, "km", { exact: true }),
    ]"""
    found = called(evaluate, "my_review_words", numbers, function)
    for value, texts in zip(numbers, found, strict=True):
        ours = [words.shown(value), words.shown(value, "%"), words.shown(value, "km", exact=True)]
        rounded = [f"{value:.15g}", f"{value:.13g}", f"{value:.0f}", f"{value:.1f}", f"{value:.2f}"]
        assert texts == [*rounded, *ours], value


def test_words_are_read_as_in_python(evaluate):
    texts = [
        "",
        "  a\t b ",
        "x\u200b\ud800y",
        "\ud83d\u200b\ude00",
        "\u202etxt\u202c \x00\x07",
        "1,234",
        "12,5 %",
        "(5)",
    ]
    texts += ["abc 5", "٢٠٢٤", "a" * 20_001, "\U0001f600" * 20_001, "0.0000001", "1.23e-8", "-,000001", "\x85 a\xa0"]
    texts += [
        "(fictional)",
        "Unfictional",
        "Port  Amani",
        "PORT AMANI",
        "made-up",
        "1" * 150,
        "2018/19",
        "1,234 %",
        "_",
    ]
    function = """(text) => {
      const { isFictional, meaning, numberOf, oneLine, plain, yearOf } = method;
      return [plain(text), oneLine(text), yearOf(text), numberOf(text, "%"), meaning(text, "%"), isFictional(text)];
    }"""
    found = called(evaluate, "my_review_reading", texts, function)
    for text, read in zip(texts, found, strict=True):
        ours = [plain(text), one_line(text), year_of(text), number_of(text, "%"), meaning(text, "%")]
        assert read == [*ours, bool(FICTIONAL.search(text))], text
    letters = [chr(code) for code in (*range(0x100, 0x530), *range(0x13A0, 0x1400), *range(0x1E00, 0x2000), 0xFB00)]
    assert called(evaluate, "my_review_words", letters, "method.casefold") == [each.casefold() for each in letters]


def test_sentences_are_filled_as_in_python(evaluate):
    say = words.Words("en")
    values = {"who": "{what} $& {when}", "when": "1 May", "what": "{who}"}
    catalogue = json.dumps({"status": {"adopted": say.each("status")["adopted"]}})
    found = evaluate("my_review_words", f'method.wordsOf({catalogue})("status.adopted", {json.dumps(values)})')
    assert found == say("status.adopted", **values)


def test_formulas_give_the_same(evaluate):
    chance = random.Random(11)
    cases = []
    for name, each in FORMULAS.items():
        for _ in range(60):
            values = [
                chance.choice([0, 1, chance.randint(1, 99), chance.uniform(0.1, 99), -3]) for _ in each.components
            ]
            if "target year" in each.components and chance.random() < 0.8:
                values[0:6:2] = [2015, 2023, 2030]
            cases.append([name, dict(zip(each.components, values, strict=True))])
    function = """([name, parts]) => {
      try {
        return method.compute(name, parts);
      } catch (error) {
        return error.message;
      }
    }"""
    found = called(evaluate, "my_review_recomputing", cases, function)
    for (name, parts), value in zip(cases, found, strict=True):
        try:
            expected = compute(name, parts)
        except ValueError as error:
            expected = str(error)
        assert value == expected, (name, parts)
    assert sum(isinstance(value, str) for value in found) > 50
