"""What the commands print: whatever a file or a learner's name holds, it never steers the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.console import Console, RenderHook
from rich.segment import Segment

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, ConsoleRenderable, RenderResult

# Control characters, line and paragraph separators, bidirectional overrides, and surrogates, which cannot be encoded.
# The marks that right-to-left scripts need (U+200E, U+200F, U+061C) are not among them.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]")


def visible(text: str) -> str:
    r"""Return a text with every sign that could steer a terminal written out, such as ``\u001b``."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def say(text: object, *, stderr: bool = False) -> None:
    """Print a line. What goes on below it is indented, so that an entry cannot pass for a line of ours."""
    import typer

    typer.echo(visible(str(text)).replace("\n", "\n    "), err=stderr)


class _Visible:
    """A wrapper for anything that rich can print: control characters in its texts are written out."""

    def __init__(self, content: ConsoleRenderable) -> None:
        self.content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.content, options):
            text, style, control = segment
            yield segment if control else Segment(visible(text), style)


class _Hook(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Visible(each) for each in renderables]


def new_console(*, stderr: bool = False) -> Console:
    """Return a console of rich for a command; what it prints cannot steer the terminal."""
    console = Console(stderr=stderr, highlight=False)
    console.push_render_hook(_Hook())
    return console
