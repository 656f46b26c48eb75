"""Widgets on a built page: their state stays in the page, their code becomes shared files."""

import json
from typing import TYPE_CHECKING, Any

from localsdg.site import assets
from localsdg.widgets.bundle import dependencies

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_STATE = "ipywidgets_state"
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
        brought |= assets.interface_texts(name, app.config.language)
    for model in models.values():
        inner = model["state"]
        usual = brought | assets.interface_texts(inner["module"], app.config.language)
        inner["strings"] = {key: text for key, text in inner["strings"].items() if usual.get(key) != text}
    text = json.dumps({"state": models}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    scripts[_STATE] = (address, {**attributes, "body": text.replace("</", "<\\/")})
    for file in (assets.HOST, *map(assets.script, modules)):
        scripts[file] = (file, {"defer": ""})
