"""The command ``localsdg``. Each command is short; the work is done by the room it calls."""

from typing import Annotated, Any

import typer
import typer.core

from localsdg import __version__
from localsdg.commands import course, data, develop, grading, learners, platforms, review, workbook, workshop
from localsdg.commands.common import GRADE, LEARN, console, fail, in_words
from localsdg.core import garbage


class _Plain(typer.core.TyperGroup):
    """The commands. Where one lacks a package, or the computer refuses it something, a sentence says so."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # the program behind a pipe has ended, as with "| head"; typer ends quietly
        except OSError as error:
            raise fail(in_words(error)) from error
        except UnicodeEncodeError as error:
            raise fail(f"A name holds a sign that no text can hold: {error.object[:200]}.") from error
        except ModuleNotFoundError as error:
            package = (error.name or "localsdg").partition(".")[0]
            if package == "localsdg":
                raise  # a fault of ours, and not of this installation
            raise fail(
                f"This command needs more packages than are installed here: {package} is missing. "
                'Install them with: pip install "localsdg[course]"'
            ) from error


class _Command(typer.core.TyperCommand):
    """One command. An option that takes one value is refused when it is given twice; the first would be lost."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of the command line."""
        given: list[Any] = self.make_parser(ctx).parse_args(args=list(args))[2]
        for each in given:
            if given.count(each) > 1 and not (getattr(each, "is_flag", True) or each.multiple):
                raise typer.BadParameter("It takes one value, and was given more than once.", ctx=ctx, param=each)
        return super().parse_args(ctx, args)


class _Program(typer.Typer):
    """The program ``localsdg``."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Be the program: do what its command line asks, and end."""
        garbage.leave_at_the_end()
        return super().__call__(*args, **kwargs)


app = _Program(
    cls=_Plain,
    help="localsdg: from the Sustainable Development Goals to a review of your own municipality.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _group in (course, workshop, data, review, platforms, grading, develop, workbook, learners):
    for _each in _group.app.registered_commands:
        _each.cls = _Command
for _group in (course, workshop, data, review, platforms, grading, develop):
    app.add_typer(_group.app)
app.add_typer(workbook.app, name="workbook", rich_help_panel=LEARN)
app.add_typer(learners.app, name="learner", rich_help_panel=GRADE)


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
