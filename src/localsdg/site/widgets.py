"""Widgets on a built page: their state stays in the page, their code becomes shared files."""

import json
import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from localsdg.site import assets
from localsdg.site.paper import paper_form
from localsdg.widgets.kit.base import own_texts, texts
from localsdg.widgets.kit.bundle import dependencies

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_STATE = "ipywidgets_state"
_VIEW = re.compile(r'(<script type="application/vnd\.jupyter\.widget-view\+json">)(\{.*\})(</script>)')
_PAPER = "localsdg_paper"
_KEPT = ("module", "strings", "data", "answer")


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
    modules = dict.fromkeys(name for model in models.values() for name in dependencies(model["state"]["module"]))
    brought: dict[str, Any] = {}
    for name in modules:
        brought |= own_texts(name, app.config.language)
    words = texts("paper", app.config.language)
    forms = {
        key: paper_form(inner["module"], inner["data"], inner["strings"], words)
        for key, inner in ((key, model["state"]) for key, model in models.items())
    }
    for model in models.values():
        inner = model["state"]
        usual = brought | texts(inner["module"], app.config.language)
        inner["strings"] = {key: text for key, text in inner["strings"].items() if usual.get(key) != text}
    names = _name(doctree, environment.docname)
    environment.nb_metadata[environment.docname][_PAPER] = {name: forms[key] for key, name in names.items()}
    models = {name: models[key] for key, name in names.items()}
    text = json.dumps({"state": models}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    scripts[_STATE] = (address, {**attributes, "body": text.replace("</", "<\\/")})
    for file in (assets.HOST, *map(assets.script, modules)):
        scripts[file] = (file, {"defer": ""})


def add_paper(app: "Sphinx", page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Put the paper form of each widget beside it, and the few lines that show it should a script be lost.

    They are put into the finished page, so that the search does not find every question twice.
    """
    environment: Any = app.env
    forms: dict[str, str] = environment.nb_metadata.get(page, {}).get(_PAPER, {})
    if doctree is None or not forms:
        return

    def beside(found: re.Match[str]) -> str:
        name = json.loads(found[2])["model_id"]
        return f"{found[0]}<noscript>{forms[name]}</noscript>" if name in forms else found[0]

    context["body"] = f"{_VIEW.sub(beside, context['body'])}<script>{assets.rescue_text()}</script>"


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
