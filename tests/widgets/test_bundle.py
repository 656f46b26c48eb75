import json
import re
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

from localsdg import widgets
from localsdg.widgets.kit import bundle
from localsdg.widgets.kit.base import own_texts

TESTS = Path(__file__).resolve().parents[1]


def test_dependencies_come_before_what_needs_them():
    order = bundle.dependencies("land_and_people")
    assert order[-1] == "land_and_people"
    assert order.index("kit") < order.index("land_and_people_words")
    assert order.index("land_and_people_method") < order.index("land_and_people_words")


def test_both_forms_behave_as_the_source(browser):
    """One module is run as an ES module and as classic scripts; both give the published ratio of Kampala."""
    kampala = {"y0": 2003.0849, "y1": 2015.0849, "p0": 1646980, "p1": 3017000, "v0": 17953.65, "v1": 30040.47}
    page = browser.new_page()
    page.goto("about:blank")
    module = bundle.module_text("land_and_people_form")
    keys = page.evaluate(
        "async (text) => Object.keys((await import(URL.createObjectURL("
        "new Blob([text], {type: 'text/javascript'})))).default)",
        module,
    )
    assert keys == ["render"]
    scripts = "".join(bundle.script_text(name) for name in bundle.dependencies("land_and_people_form"))
    registry = (
        "const made = {}; const localsdg = { define(name, needs, factory) "
        "{ made[name] = factory(...needs.map((need) => made[need])); } };"
    )
    ratio = page.evaluate(
        f"(() => {{ {registry} {scripts} "
        f"return made.land_and_people_method.assess({json.dumps(kampala)}).versions.earlier.ratio; }})()"
    )
    assert ratio == pytest.approx(0.850, abs=0.0005)
    page.close()


@pytest.mark.parametrize("name", bundle.module_names())
def test_every_module_can_be_bundled(name):
    assert f"localsdg.define('{name}'" in bundle.script_text(name)


def test_modules_are_named_by_their_place():
    names = bundle.module_names()
    assert {"kit", "charts", "stakeholder_map", "stakeholder_map_method", "my_course_file"} <= {*names}
    assert "host" not in names
    assert bundle.folder_of("my_course_file") == "my_course"
    assert bundle.folder_of("number_field") == "kit"


def test_nothing_is_exported_that_nobody_uses():
    """What another module imports, a page brings by name, a test calls, or the site puts into a page."""
    sources = {path.resolve(): path.read_text("utf-8") for path in map(Path, map(str, bundle.source_files()))}
    imported = {
        ((path.parent / place).resolve(), name.strip())
        for path, source in sources.items()
        for names, place in re.findall(r'^(?:import|export) \{([^}]*)\} from "([^"]+)"', source, re.MULTILINE)
        for name in names.split(",")
    }
    brought = {name for source in sources.values() for name in re.findall(r'[bB]ring\("(\w+)"\)', source)}
    others = "".join(
        path.read_text("utf-8")
        for folder in (TESTS, TESTS.parent / "src" / "localsdg" / "site")
        for path in folder.rglob("*.*")
        if path.suffix in {".py", ".js"}
    )
    named = {*re.findall(r"\w+", others)}
    useless = [
        f"{path.parent.name}/{path.name}: {name}"
        for path, source in sources.items()
        if (path.stem if path.parent.name == "kit" else f"{path.parent.name}_{path.stem}") not in brought
        for name in re.findall(r"^export (?:const|function|class) (\w+)", source, re.MULTILINE)
        if (path, name) not in imported and name not in named
    ]
    assert len(imported) > 500
    assert useless == []


def test_every_limit_that_python_hands_on_is_used():
    sources = [Path(str(path)).read_text("utf-8") for path in bundle.source_files()]
    used = {
        name.strip() for source in sources for names in re.findall(r"^import \{([^}]*)\}", source, re.M)
        for name in names.split(",")
    }  # fmt: skip
    handed_on = {(*place, name) for place in bundle.constant_places() for name in bundle.constants(*place)}
    assert len(handed_on) > 200
    assert [each for each in sorted(handed_on) if each[2] not in used] == []


def test_a_widget_is_found_by_being_there():
    for folder in bundle.folders():
        name = "".join(word.capitalize() for word in folder.split("_"))
        assert name in widgets.__all__
        assert getattr(widgets, name).__module__ == f"localsdg.widgets.{folder}"


def test_an_import_of_another_form_is_named():
    with pytest.raises(ValueError, match=r"odd .* has an import or export that cannot be bundled"):
        bundle.read_module("odd", "kit", '// odd\nimport * as kit from "./kit.js";\n')


def test_an_import_under_another_name_keeps_both_names():
    """A module may import a thing under another name and export it again under its own."""
    source = '// odd\nimport { keys as all, any } from "./workbook.js";\nexport const keys = all;\n'
    assert bundle.read_module("odd", "kit", source).factory.startswith("({ keys: all, any }) => {")


def test_a_module_hands_on_what_another_exports():
    module = bundle.read_module("odd", "kit", '// odd\nexport { keys as all, any } from "./workbook.js";\n')
    assert module.needs == ("workbook",)
    assert module.factory.startswith("({ keys: all, any }) => {")
    assert module.factory.endswith("return { all, any };\n}")


def test_what_is_brought_later_is_no_part_of_what_a_page_loads_at_once():
    assert {"copies", "earlier", "learners", "tables", "table_check_method"} <= {*bundle.brought()}
    for name in bundle.folders():
        assert not {"learners", "tables", "table_check_method"} & {*bundle.dependencies(name)}


def test_words_and_limits_come_from_python():
    """What a message may have at most is 60 words; the module has no number of its own."""
    assert ("message_checker", "limits") in bundle.constant_places()
    assert "const MOST_WORDS = 60;\n" in bundle.script_text("message_checker_method")
    assert bundle.constants_text("message_checker", "limits").startswith("export const MOST_WORDS = 60;\n")


FORMS = [name.removesuffix("_form") for name in bundle.module_names() if name.endswith("_form")]


@pytest.mark.parametrize("folder", FORMS)
def test_what_a_form_says_stands_in_the_texts_of_its_widget(folder):
    source = files("localsdg.widgets").joinpath(folder, "form.js").read_text("utf-8")
    said = {*re.findall(r"\bstrings\.(\w+)", source)}
    assert said - {*own_texts(folder)} == set(), f"write these in en.json of {folder}"


def test_a_long_list_that_python_and_javascript_share_is_put_into_one_module_alone():
    """Constants stand in each module that imports them: a long one is passed on by the module that has it."""
    homes: dict[tuple[str, str], list[str]] = {}
    for path in sorted(Path(str(files(widgets))).glob("*/*.js")):
        for names, folder, stem in re.findall(
            r'^import \{([^}]*)\} from "\.(?:\./(\w+))?/(\w+)\.js";', path.read_text("utf-8"), re.MULTILINE
        ):
            source = path.parent.parent / (folder or path.parent.name) / stem
            if not source.with_suffix(".js").exists():
                module = import_module(f"localsdg.widgets.{source.parent.name}.{stem}")
                for name in re.findall(r"\w+", names):
                    if len(json.dumps(module.constants()[name])) > 500:
                        homes.setdefault((str(source), name), []).append(path.name)
    assert homes
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}
