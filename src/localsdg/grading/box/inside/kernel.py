"""Makes ipykernel's own kernel object, and prepares what notebooks use first, before any child is forked."""

from __future__ import annotations

import base64
import contextlib
import functools
import importlib
import io
import sys
from typing import Any

from localsdg.grading.box.inside.streams import outlet


def make_kernel() -> Any:
    """Return ipykernel's kernel object, whose session sends its messages over a socket instead of ZeroMQ."""
    import ipykernel.debugger
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.kernelapp import IPKernelApp
    from jupyter_client.session import Session
    from traitlets.config import Config

    ipykernel.debugger._is_debugpy_available = lambda: False  # type: ignore[assignment]

    class WireSession(Session):
        def send(
            self, stream: object, msg_or_type: Any, content: Any = None, *_: Any, buffers: Any = None, **others: Any
        ) -> None:
            if isinstance(msg_or_type, dict):
                kind, content = msg_or_type["header"]["msg_type"], msg_or_type["content"]
            else:
                kind = msg_or_type
            message = [kind, content]
            if buffers:
                message.append([base64.b64encode(memoryview(buffer)).decode() for buffer in buffers])
            outlet.drain()
            outlet.put(message)

    configuration = Config()
    configuration.HistoryManager.enabled = False  # it would start a thread
    # None for the space of names: the shell then makes the module __main__, as it does for ipykernel's own program.
    kernel = IPythonKernel.instance(  # comms ask for the one that there is
        config=configuration, session=WireSession(), user_ns=None
    )
    app = IPKernelApp.instance()  # %matplotlib and %gui look for the kernel there
    app.kernel, app.shell = kernel, kernel.shell
    app.init_pdb()  # type: ignore[no-untyped-call]
    app.init_extensions()  # type: ignore[no-untyped-call]
    shell: Any = kernel.shell
    # for %notebook, which nobody calls here, IPython would format the traceback of every error a second time
    shell._format_exception_for_storage = lambda *_, **__: {}
    shell.display_pub.topic = b"display_data"
    return kernel


def warm_up(preload: list[str]) -> None:
    """Use the preloaded modules once, so that what they import or read late is there before the fork as well."""
    for name in ("magics.execution", "magics.pylab", "pylabtools", "logger"):
        importlib.import_module(f"IPython.core.{name}")
    if "pandas" in preload:
        pandas = importlib.import_module("pandas")
        table = pandas.read_csv(io.StringIO("day,kind,value\n2025-01-01,a,1.5\n2025-02-01,b,2"), parse_dates=["day"])
        table._repr_html_()
        repr(table.groupby("kind").value.agg(["mean", "sum"]))
        repr(table.describe())
        table.pivot(index="day", columns="kind", values="value").stack()
        table.merge(table, on="kind").pivot_table(index="kind", values="value_x")
        table.set_index("day").value.resample("MS").sum().rolling(2).mean()
        with contextlib.suppress(ImportError):  # needs numexpr or not, as installed
            table.query("value > 1")
    if "matplotlib.pyplot" in preload:
        figures = importlib.import_module("matplotlib.figure")
        importlib.import_module("matplotlib.backends.backend_agg")
        importlib.import_module("matplotlib_inline.config")
        figure = figures.Figure()
        axes = figure.subplots()
        axes.plot([1, 2], [1, 2], label="line")
        axes.bar([1, 2], [1, 2])
        axes.legend()
        axes.set_title("title")
        figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")


def format_traceback(shell: Any) -> None:
    """Have IPython format a traceback, so that what it needs for it is loaded, and the table of its colours is kept."""
    stack_data: Any = importlib.import_module("stack_data")
    stack_data.style_with_executing_node = functools.cache(stack_data.style_with_executing_node)
    formatter = importlib.import_module("pygments.formatters.terminal256").Terminal256Formatter
    make, tables = formatter._setup_styles, {}

    def set_up_styles(self: Any) -> None:
        key = (self.style, self.usebold, self.useunderline, self.useitalic)
        if key not in tables:
            make(self)
            tables[key] = self.style_string
        self.style_string = dict(tables[key])

    formatter._setup_styles = set_up_styles
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        shell.InteractiveTB.structured_traceback(*sys.exc_info(), tb_offset=0)
