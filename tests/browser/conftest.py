"""Widgets on a page of their own, and the rules of access on any page."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from localsdg.widgets.kit.base import CourseWidget

# A widget's class, or its class and what it is made with: LandAndPeople, (Municipality, "3.2").
Wanted = Any

BARE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>A widget</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
<script defer src="{script}"></script>
<main><h1>A widget</h1><h2>Try it</h2>
{views}
</main>
<script type="application/vnd.jupyter.widget-state+json">{state}</script>
</html>
"""
VIEW = '<div><script type="application/vnd.jupyter.widget-view+json">{{"model_id":"{}"}}</script></div>'


def bare_script(widgets: list[CourseWidget]) -> str:
    """The host and every module that the widgets need, each with its texts, as the built site has them."""
    from localsdg.site.scripts import small
    from localsdg.widgets.kit.base import own_texts
    from localsdg.widgets.kit.bundle import dependencies, host_text, module_names, own_style, script_text

    # Where to fetch what widgets bring when it is needed, as the built site says it.
    later = f"localsdg.later = {json.dumps({name: f'{name}.js' for name in module_names()})};"
    modules = dict.fromkeys(name for widget in widgets for name in dependencies(widget.module))
    parts = (script_text(name, own_texts(name), own_style(name)) for name in modules)
    return small("\n".join([host_text(), later, *parts]))


def bare_page(widgets: list[CourseWidget], script: str) -> str:
    """A page that shows the widgets and nothing else."""
    kept = ("module", "strings", "data", "answer")
    models = {
        f"widget-{place}": {"state": {name: getattr(widget, name) for name in kept}}
        for place, widget in enumerate(widgets)
    }
    state = json.dumps({"state": models}, ensure_ascii=False).replace("</", "<\\/")
    return BARE.format(script=script, views="\n".join(map(VIEW.format, models)), state=state)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Return the address of a page with some widgets alone, made without Sphinx and without the built site."""
    from localsdg.site.scripts import small
    from localsdg.site.serve import make_server
    from localsdg.widgets.kit.base import own_texts
    from localsdg.widgets.kit.bundle import module_names, script_text, shared_style

    folder = tmp_path_factory.mktemp("bare")
    (folder / "style.css").write_text(shared_style(), "utf-8")
    server = make_server(folder, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    # What a widget brings when it is needed.
    for module in module_names():
        (folder / f"{module}.js").write_text(small(script_text(module, own_texts(module))), "utf-8")
    made: dict[tuple[Wanted, ...], str] = {}

    def address(*wanted: Wanted) -> str:
        if wanted not in made:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("LOCALSDG_WORKBOOK", "")
                parts = [each if isinstance(each, tuple) else (each,) for each in wanted]
                widgets = [widget(*arguments) for widget, *arguments in parts]
            made[wanted] = name = f"{len(made)}-{widgets[0].module}"
            (folder / f"{name}.js").write_text(bare_script(widgets), "utf-8")
            (folder / f"{name}.html").write_text(bare_page(widgets, f"{name}.js"), "utf-8")
        return f"http://127.0.0.1:{server.server_address[1]}/{made[wanted]}.html"

    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture
def widget_page(bare: Callable[..., str], opening: Callable[..., Any]) -> Callable[..., Any]:
    """Open widgets alone: ``widget_page(LandAndPeople, (Municipality, "3.2"), width=360)``."""

    def opened(*wanted: Wanted, **options: Any) -> Any:
        address = bare(*wanted)
        return opening(address, home=address.rsplit("/", 1)[0] + "/", **options)

    return opened


COLOURS = ["color-contrast", "link-in-text-block"]
# Of the texts on a page that look alike, the first and the last. Alike are those with the same letters on the same
# grounds: all that lies below them and over them is painted alike, and what lets axe pass over a text is the same.
ALIKE = """(context) => {
  const clear = "rgba(0, 0, 0, 0)";
  const painted = new Map();
  for (const each of document.querySelectorAll("html, html *")) {
    const parts = [getComputedStyle(each)];
    for (const name of ["::before", "::after"]) {
      const part = getComputedStyle(each, name);
      if (!["none", "normal"].includes(part.content)) parts.push(part);
    }
    const paints = parts
      .map((part) => [part.backgroundColor, part.backgroundImage, part.opacity, part.filter].join(" "))
      .filter((text) => text !== `${clear} none 1 none`);
    if (paints.length) painted.set(each, { paints: paints.join(), area: each.getBoundingClientRect() });
  }
  const off = "[aria-disabled=true], [aria-disabled=true] *, [inert], [inert] *, :disabled, :disabled *";
  const named = [...document.querySelectorAll(":is(:disabled, [aria-disabled=true])[aria-labelledby]")];
  const ids = new Set(named.flatMap((each) => each.getAttribute("aria-labelledby").split(/\\s+/)));
  const look = (each, text) => {
    const own = getComputedStyle(each);
    const around = getComputedStyle(each.parentElement);
    const area = each.getClientRects()[0] ?? each.getBoundingClientRect();
    const [x, y] = [(area.left + area.right) / 2, (area.top + area.bottom) / 2];
    const found = [each.localName, each.role, own.color, own.fontSize, own.fontWeight, own.textShadow];
    found.push(own.textDecorationLine, own.borderBottom, own.clipPath, around.color, around.fontWeight);
    found.push(/[\\p{L}\\p{N}].*[\\p{L}\\p{N}]/su.test(text), area.width > 1 && area.height > 1, area.left < 0);
    found.push(each.matches(off), each.closest("label")?.control?.matches(off), ids.has(each.id));
    for (const [other, { paints, area: its }] of painted) {
      const over = its.left <= x && x <= its.right && its.top <= y && y <= its.bottom;
      if (other.contains(each) || over) found.push(paints);
    }
    return found.join("|");
  };
  const looks = new Map();
  for (const each of document.querySelectorAll(context ? `:is(${context}), :is(${context}) *` : "body *")) {
    const words = [...each.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data : "")).join("");
    const text = each.matches("input, select, textarea") ? each.value || "value" : words.trim();
    if (!text || !each.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const key = look(each, text);
    looks.set(key, [looks.get(key)?.[0] ?? each, each]);
  }
  return [...new Set([...looks.values()].flat())];
}"""
# Where a rule holds is not told: to describe all those places takes longer than to judge them. To judge contrast takes
# longest, so it is judged once for all that looks alike.
JUDGE = f"""async ([context, colours, options]) => {{
  const violations = [];
  let held = 0;
  const judge = async (where, how) => {{
    const found = await axe.run(where, {{ resultTypes: ["violations"], selectors: false, ...how }});
    for (const each of found.violations) violations.push([each.id, each.nodes.map((node) => node.html.slice(0, 120))]);
    held += found.passes.length;
  }};
  const names = {json.dumps(COLOURS)};
  if (colours !== true) {{
    const others = Object.fromEntries(names.map((name) => [name, {{ enabled: false }}]));
    await judge(context ?? document, {{ ...options, rules: others }});
  }}
  const include = colours === false ? [] : ({ALIKE})(context);
  if (include.length) await judge({{ include }}, {{ runOnly: {{ type: "rule", values: names }} }});
  return [violations, held];
}}"""


@pytest.fixture(scope="session")
def violations() -> Callable[..., list[tuple[str, list[str]]]]:
    """Return what axe finds against the rules of access on a page: each rule, and where it is broken.

    ``colours`` says whether those of contrast alone are judged, or all but those. Other arguments are axe's options.
    ``at_least`` is how many rules must hold somewhere, so that axe has had something to judge.
    """
    script = Axe().axe_script

    def found(
        page: Page, context: str | None = None, *, at_least: int = 10, colours: bool | None = None, **options: Any
    ) -> list[Any]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        broken, held = page.evaluate(JUDGE, [context, colours, options])
        assert held >= at_least
        return broken

    return found
