import json

import pytest

from localsdg.widgets import bundle


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
    module = bundle.module_text("land_and_people_result")
    keys = page.evaluate(
        "async (text) => Object.keys((await import(URL.createObjectURL("
        "new Blob([text], {type: 'text/javascript'})))).default)",
        module,
    )
    assert keys == ["render"]
    scripts = "".join(bundle.script_text(name) for name in bundle.dependencies("land_and_people_result"))
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


def test_every_widget_module_can_be_bundled():
    from importlib.resources import files

    names = [item.name.removesuffix(".js") for item in files("localsdg.widgets").joinpath("js").iterdir()]
    names.remove("host")
    assert len(names) >= 8
    for name in names:
        assert f"localsdg.define('{name}'" in bundle.script_text(name)


def test_an_import_of_another_form_is_named(tmp_path, monkeypatch):
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "odd.js").write_text('// odd\nimport * as kit from "./kit.js";\n')
    monkeypatch.setattr(bundle, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match=r"odd\.js has an import or export that cannot be bundled"):
        bundle.script_text("odd")
