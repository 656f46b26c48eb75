"""Widgets on a built page: their state stays in the page, their code becomes shared files."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup

from localsdg.core.catalogue import spoken, written_language
from localsdg.course.lesson import course
from localsdg.site import assets, reasons
from localsdg.site.paper_forms import paper_form
from localsdg.widgets.kit.base import own_texts, texts
from localsdg.widgets.kit.bundle import dependencies, module_names

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_STATE = "ipywidgets_state"
_PAPER = "localsdg_paper"
_REASONS = "localsdg_reasons"
_VIEW = re.compile(r'(<script type="application/vnd\.jupyter\.widget-view\+json">)(\{.*\})(</script>)')
_KEPT = ("module", "strings", "data", "answer")


class Paper(nodes.General, nodes.Element):
    """The paper form of a widget, or the script that shows the forms: HTML that the search does not find."""


def prepare(app: "Sphinx", doctree: "nodes.document") -> None:
    """Reduce the embedded widget state to what the page's host needs, and ask for the scripts it names.

    Raises:
        ValueError: the page shows a widget that is not one of the course's; those do not work without a kernel.
    """
    environment: Any = app.env
    scripts = environment.nb_metadata.get(environment.docname, {}).get("js_files", {})
    if _STATE not in scripts:
        return
    address, attributes = scripts[_STATE]
    state = json.loads(attributes["body"])
    models = {
        key: {"state": {name: model["state"][name] for name in _KEPT}}
        for key, model in state["state"].items()
        if model["model_module"] == "anywidget" and "module" in model["state"]
    }
    foreign = {model["model_name"] for key, model in state["state"].items() if key not in models} - {"LayoutModel"}
    if foreign:
        raise ValueError(
            f"{environment.docname} shows {', '.join(sorted(foreign))}: only the course's own widgets work on a page "
            "without a kernel. Use a class of localsdg.widgets."
        )
    # In the order of the page: that of the state comes from names that Jupyter draws by chance.
    names = _name(doctree, environment.docname)
    models = {key: models[key] for key in names}
    modules = dict.fromkeys(name for model in models.values() for name in dependencies(model["state"]["module"]))
    # The scripts bring the texts of the catalogues in the language of the page. Here only others stay.
    language = app.config.language
    written = written_language(language)
    brought: dict[str, Any] = {}
    for name in modules:
        brought |= own_texts(name, written)
    known = {text for name in module_names() for text in _strings(own_texts(name, written))}
    forms = {}
    for key, model in models.items():
        inner = model["state"]
        usual = brought | texts(inner["module"], written)
        shown = spoken(usual, language)
        given = inner["strings"].items()
        other = {name: text for name, text in given if text not in (usual.get(name), shown.get(name))}
        inner["strings"] = _shown(other, known, language)
        strings = texts(inner["module"], language) | inner["strings"]
        forms[key] = paper_form(inner["module"], inner["data"], strings, language)
    beside: dict[str, str] = {}
    for inner in (model["state"] for model in models.values() if model["state"]["module"] == "questions"):
        inner["data"], files = reasons.part(inner["data"])
        beside |= files
    environment.nb_metadata[environment.docname][_REASONS] = beside
    environment.nb_metadata[environment.docname][_PAPER] = {name: forms[key] for key, name in names.items()}
    models = {name: models[key] for key, name in names.items()}
    text = json.dumps({"state": models}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    scripts[_STATE] = (address, {**attributes, "body": text.replace("</", "<\\/")})
    if course(Path(app.srcdir)).at(environment.docname):
        modules |= dict.fromkeys(dependencies("lesson_end"))
    for file in (assets.HOST, *map(assets.script, modules)):
        scripts[file] = (file, {"defer": ""})


def write_reasons(app: "Sphinx", doctree: nodes.document, page: str) -> None:
    """Write what the questions of a page fetch."""
    environment: Any = app.env
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        reasons.write(static, environment.nb_metadata.get(page, {}).get(_REASONS, {}))


def add_paper(app: "Sphinx", doctree: nodes.document, page: str) -> None:
    """Put the paper form of each widget beside it, and the few lines that show it should a script be lost."""
    environment: Any = app.env
    forms: dict[str, Markup] = environment.nb_metadata.get(page, {}).get(_PAPER, {})
    for view in list(doctree.findall(nodes.raw)):
        if found := _VIEW.fullmatch(view.astext()):
            name = json.loads(found[2])["model_id"]
            view.parent.insert(view.parent.index(view) + 1, Paper(html=f"<noscript>{forms[name]}</noscript>"))
    if forms:
        doctree.append(Paper(html=f"<script>{assets.rescue_text()}</script>"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _shown(value: Any, known: set[str], language: str) -> Any:
    """Return texts as a page of a language shows them; those that stand in no catalogue stay as they are."""
    if isinstance(value, dict):
        return {key: _shown(each, known, language) for key, each in value.items()}
    if isinstance(value, list):
        return [_shown(each, known, language) for each in value]
    return spoken(value, language) if value in known else value


def _name(doctree: nodes.document, page: str) -> dict[str, str]:
    """Name the widgets that a page shows, in their order; return the new names by the old ones.

    Jupyter draws names by chance. These stay from build to build, and differ from those of other pages, which share one
    document on paper.
    """
    names: dict[str, str] = {}
    for view in doctree.findall(nodes.raw):
        if found := _VIEW.fullmatch(view.astext()):
            key = json.loads(found[2])["model_id"]
            name = names.setdefault(key, f"{page}-{len(names) + 1}")
            view.replace(view[0], nodes.Text(f'{found[1]}{{"model_id":"{name}"}}{found[3]}'))
    return names
