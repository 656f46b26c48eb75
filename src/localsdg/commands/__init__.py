"""The command ``localsdg``. Each command is short; the work is done by the room it calls."""

from typing import Annotated, Any

import typer
import typer.core

from localsdg import __version__
from localsdg.commands import course, data, develop, grading, workbook, workshop
from localsdg.commands.common import LEARN, console, fail


class _Plain(typer.core.TyperGroup):
    """The commands; what the computer refuses in any of them is said in words."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever reads on has gone; typer ends quietly
        except OSError as error:
            where = f"{str(error.filename)[:200]}: " if error.filename else ""
            raise fail(f"{where}{error.strerror or error}.") from error
        except UnicodeEncodeError as error:
            raise fail(f"A name holds a sign that no text can hold: {error.object[:200]}.") from error


app = typer.Typer(
    cls=_Plain,
    help="localsdg: from the Sustainable Development Goals to a review of your own municipality.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _group in (course, workshop, data, grading, develop):
    app.add_typer(_group.app)
app.add_typer(workbook.app, name="workbook", rich_help_panel=LEARN)


def _say_version(asked: bool) -> None:
    if asked:
        console.print(f"localsdg {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    pass
