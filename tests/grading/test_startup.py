"""A notebook finds what it finds in a kernel of its own: files beside it, the command line, the running loop."""

from __future__ import annotations

import json
import re
import shutil

import nbformat
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from nbgrader.preprocessors import Execute

from localsdg.grading.box.limits import Limits
from localsdg.grading.box.sandbox import Sandbox
from localsdg.grading.run.tasks import NotebookTask, Settings, SubmissionTask
from localsdg.grading.run.worker import Conditions, Runner

FILES = {
    "helper.py": b"import warnings\ndef twice(x):\n    return 2 * x\n"
    b"def old():\n    warnings.warn('old', DeprecationWarning)\n",
    "pack/__init__.py": b"thing = 7\n",
    "pack/inner.py": b"x = 8\n",
    "script.py": b"import sys\nfound = sys.argv[1:]\nprint(__name__, sys.argv, sys.path[0])\n",
}
# Each is run in a kernel that nbgrader starts, and by our engine; all outputs must be the same.
CELLS = r"""
import helper; print(helper.twice(4), helper.__file__)
---
import pack.inner; from pack import thing; print(thing, pack.inner.x, pack.__file__)
---
%%writefile later.py
def three(): return 3
---
import later; print(later.three())
---
%%writefile later.py
def three(): return "three"
---
import importlib; importlib.reload(later); print(later.three())
---
import sys; print([each.rpartition("/")[2] for each in sys.argv[:2]], len(sys.argv))
---
print([each for each in sys.path if "site-packages" not in each])
---
print(__name__, __doc__, "__file__" in globals(), sys.modules["__main__"].__dict__ is globals())
---
import os; print(sorted(os.listdir(".")), os.getcwd())
---
get_ipython(), type(get_ipython()).__name__
---
%matplotlib inline
---
class Dot:
    def _repr_png_(self): return b"\x89PNG\r\n\x1a\n\xff\xfe"
Dot()
---
from IPython.display import display; display(Dot())
---
import datetime, numpy
day = datetime.date(2026, 11, 30)
odd = {"day": day, "n": numpy.int64(3), "x": numpy.float32(0.5), "of": {4}, "two": range(2)}
display({"application/json": odd}, raw=True)
---
import ipywidgets; inner = ipywidgets.Output()
with inner: print("taken"); 1 / 0
---
ipywidgets.interactive(lambda x: print("shown", x), x=3).update()
---
print("not taken", get_ipython().kernel.get_parent()["header"]["msg_type"])
---
%run script.py a b
---
print(found); !ls *.py
---
out = !echo hi
print(out)
---
input("name: ")
---
sys.exit(3)
---
import warnings; warnings.warn("seen"); warnings.warn("old", DeprecationWarning); helper.old()
---
print(sys.getrecursionlimit(), sys.stdout.encoding, sys.getdefaultencoding(), sys.stdout.name, sys.stdout.errors)
---
import locale; print(locale.getpreferredencoding(), open("script.py").encoding)
---
import threading; print(threading.current_thread() is threading.main_thread())
---
thread = threading.Thread(target=lambda: print("from a thread")); thread.start(); thread.join()
---
import asyncio; print(asyncio.get_running_loop().is_running())
---
await asyncio.sleep(0); print("awaited")
---
async def five(): return 5
task = asyncio.create_task(five())
---
await task
---
import atexit; atexit.register(print, "bye"); print(sys.flags.safe_path, sys.dont_write_bytecode)
---
import signal; print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM))
---
import logging; print(logging.root.handlers); logging.warning("careful")
---
import pickle
class Thing: pass
print(pickle.loads(pickle.dumps(Thing())).__class__ is Thing, Thing.__module__)
---
import argparse; argparse.ArgumentParser().parse_args()
---
import multiprocessing
with multiprocessing.Pool(1) as pool: print(pool.map(helper.twice, [1, 2]))
---
sys.stdin.read(), os.isatty(0), sys.stdout.isatty()
---
sys.stdout.buffer
---
sys.__stdout__.write("under\n"); sys.__stdout__.flush(); os.write(1, b"past Python\n"); print(end="")
---
%%bash
echo hi >&2
exit 3
---
%lsmagic
---
import unittest
class Case(unittest.TestCase):
    def test_x(self): self.assertEqual(1, 1)
unittest.main(argv=[""], exit=False)
---
import inspect; print(inspect.getsource(five))
---
%env NEW=1
---
print(os.environ["NEW"], os.environ["MPLBACKEND"], os.environ["TERM"], os.environ["PAGER"])
---
import pdb; pdb.Pdb
---
print([name for name in sys.modules if "localsdg" in name or "template" in name], type(sys.stdout))
---
_, __, In[1], Out.keys()
---
[1, 2
---
1/0
---
assert False, "told"
---
import gc; gc.isenabled(), gc.get_threshold(), gc.callbacks, gc.garbage, gc.get_debug()
---
[(str(each), str(signal.getsignal(each))) for each in sorted(signal.valid_signals())]
---
signal.pthread_sigmask(signal.SIG_BLOCK, []), signal.getitimer(signal.ITIMER_REAL), signal.set_wakeup_fd(-1) > -2
---
mask = os.umask(0o22); os.umask(mask); oct(mask), os.getpriority(os.PRIO_PROCESS, 0), sorted(os.sched_getaffinity(0))
---
os.getsid(0) == os.getpid(), os.getpgrp() == os.getpid(), os.getppid() != os.getpid()
---
sys.displayhook, type(sys.excepthook), sys.breakpointhook, sys.unraisablehook, threading.excepthook
---
type(asyncio.get_event_loop_policy()), type(asyncio.get_running_loop()), asyncio.get_running_loop().get_debug()
---
logging.root.level, logging.getLogger("asyncio").level, logging.getLogger("traitlets").handlers, logging.raiseExceptions
---
locale.getlocale(), locale.setlocale(locale.LC_ALL), locale.localeconv()["decimal_point"]
---
import decimal; decimal.getcontext()
---
import numpy as np; np.geterr(), np.get_printoptions(), np.random.get_state()[0], np.random.get_state()[3:]
---
import pandas as pd
([(name, pd.get_option("display." + name)) for name in ("width", "max_columns", "max_rows", "min_rows",
"max_colwidth", "precision", "notebook_repr_html")])
---
import matplotlib, matplotlib.pyplot as plt
(matplotlib.get_backend(), plt.get_fignums(), matplotlib.is_interactive(), {key: value for key, value in
matplotlib.rcParams.items() if value != matplotlib.rcParamsDefault[key]})
---
shell = get_ipython(); shell.execution_count, shell.colors, shell.autocall, shell.autoawait, shell.xmode, shell.profile
---
(sorted(shell.extension_manager.loaded), sorted(shell.display_formatter.active_types),
len(shell.ast_transformers), len(shell.input_transformers_post), len(shell.input_transformers_cleanup))
---
{name: len(calls) for name, calls in shell.events.callbacks.items()}
---
[(name, sorted(map(str, each.deferred_printers))) for name, each in shell.display_formatter.formatters.items()]
---
import builtins; sorted(vars(builtins))
---
type(__builtins__), __spec__, __package__, type(__loader__)
---
(sys.getswitchinterval(), sys.get_int_max_str_digits(), sys.gettrace(), sys.getprofile(),
sys.get_asyncgen_hooks(), sys.get_coroutine_origin_tracking_depth())
---
import faulthandler, tracemalloc
(faulthandler.is_enabled(), tracemalloc.is_tracing(), threading.stack_size(), threading.gettrace(),
threading.getprofile())
---
(type(sys.stdin), sys.stdin.encoding, sys.stdin.name, type(sys.__stdin__), type(sys.__stdout__), sys.stderr.name,
sys.stderr.encoding)
---
sys.stdout.fileno() > 0
---
(multiprocessing.get_start_method(), multiprocessing.current_process().name, multiprocessing.parent_process(),
multiprocessing.active_children())
---
hasattr(sys, "last_value"), hasattr(sys, "ps1"), hasattr(sys, "tracebacklimit"), __debug__
---
import time; time.tzname, time.timezone, time.daylight
---
(type(shell.kernel), shell.kernel.implementation, shell.kernel.language_info["version"],
shell.kernel.execution_count, shell.kernel.banner[:6])
---
import getpass; getpass.getpass()
---
raise KeyboardInterrupt
---
try: {}["a"]
except KeyError as error: raise ValueError("worse") from error
---
raise ExceptionGroup("two", [ValueError(1), TypeError(2)])
---
pd.DataFrame({"a": [1.5, None], "b": ["x", "y"]})
---
from IPython.display import *
display(HTML("<b>x</b>"), Markdown("*y*"), Latex("$z$"), {"a": 1}, display_id="one")
update_display(2, display_id="one")
---
print("gone"); clear_output(); print("stays")
---
class Odd:
    def _repr_html_(self): raise ValueError("no")
Odd()
---
display(JSON({"a": 1})); display(SVG("<svg xmlns='http://www.w3.org/2000/svg'></svg>")); Math("x")
---
%who
---
%whos int
---
%pwd
---
%precision 3
3.14159
---
%precision
%config InlineBackend
---
%%capture caught
print("inside")
---
caught.stdout, caught.stderr, caught.outputs
---
%%html
<i>h</i>
---
%%javascript
1
---
%%script python -c "import sys; print(sys.stdin.read(), sys.flags.safe_path)"
body
---
%alias_magic t timeit
---
%pdef five
---
len?
---
%nosuchmagic
---
%gui
---
import subprocess
code = "import sys; print(sys.flags, sys.path[0])"
subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
---
import shutil; shutil.get_terminal_size()
---
import resource
(resource.getrlimit(resource.RLIMIT_CORE)[0] in (0, -1, resource.RLIM_INFINITY),
resource.getrlimit(resource.RLIMIT_STACK)[0])
---
(sys.stdout.writable(), sys.stdout.readable(), sys.stdout.seekable(), sys.stdout.closed, sys.stdout.newlines,
sys.stdout.write("abc"))
---
sys.stdout.read()
---
from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor
with ThreadPoolExecutor(2) as pool: print(list(pool.map(str, [1, 2])))
with ProcessPoolExecutor(1) as pool: print(list(pool.map(abs, [-1])))
---
breakpoint()
---
import comm; type(comm.create_comm), type(comm.get_comm_manager())
---
([os.environ.get(name) for name in ("CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "GIT_PAGER", "PYTHONPATH",
"PYTHONSTARTUP")], os.environ["JPY_PARENT_PID"] == str(os.getppid()))
---
plt.plot([1, 2]); plt.gcf().get_size_inches(), plt.gcf().dpi
---
%mkdir below
%cd below
%cd -
%dhist
---
%history 1
---
%who_ls function
---
%%timeit -n 1 -r 1 -q
pass
---
import re, random; len({random.random() for _ in range(9)}), re.sub("[0-9]", "", str(random.getstate()[0]))
---
del Odd; "Odd" in globals(), _ih[1][:13], _dh, type(_oh)
""".strip("\n").split("\n---\n")


PAST_PYTHON = ("under\n", "past Python\n")  # what one of the cells writes to the descriptor of the standard output


def book(cells):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(each) for each in cells], metadata={"kernelspec": kernel}
    )


def texts(cells, folder):
    """Return what each cell has put out, without what differs between any two runs.

    The two streams of a cell are read apart: a kernel sends each on its own, and which comes first depends on how busy
    the computer is. What is written past Python is counted for the whole notebook: a kernel reads it in a thread, and
    may give it to the next cell.
    """
    found = dict.fromkeys(PAST_PYTHON, 0)
    for number, cell in enumerate(cells):
        streams = {"stdout": "", "stderr": ""}
        outputs = []
        for each in cell.get("outputs", []):
            if each.output_type == "stream":
                streams[each.name] += each.text
            else:
                outputs.append({key: each[key] for key in ("data", "ename", "evalue", "traceback") if key in each})
        for line in PAST_PYTHON:
            found[line] += streams["stdout"].count(line)
            streams["stdout"] = streams["stdout"].replace(line, "")
        text = json.dumps([streams, outputs], sort_keys=True).replace(folder, "FOLDER")
        text = re.sub(r"0x[0-9a-f]+", "0x", re.sub(r"ipykernel_\d+/\d+|/[\w/.-]+\.json", "file", text))
        found[number, cell.source] = re.sub(r"in \d\.\d+s", "in time", re.sub(r"Thread-\d+", "Thread", text))
    return found


@pytest.fixture(scope="module")
def run():
    """Run a notebook as a worker does, one after the other in the same box, which may be isolated."""
    runners = {}

    def run(cells, files=None, shipped=None, *, checks=(), locked=(), boxed=False):
        notebook = book(cells)
        for place in locked:
            notebook.cells[place].metadata["nbgrader"] = {"locked": True}
        if boxed not in runners:
            runners[boxed] = Runner(Conditions(Limits(), Sandbox() if boxed else None), len(runners))
        runners[boxed].files = shipped or {}
        late = {"ename": "CellTimeoutError", "evalue": "", "traceback": []}
        settings = Settings((300,) * len(cells), frozenset(checks), late)
        work = NotebookTask("work", nbformat.writes(notebook), settings, "python3", {}, None)
        result = runners[boxed].run(SubmissionTask("a", (work,), files or {}))
        return nbformat.reads(result.notebooks["work"].text, as_version=4), result

    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield run
    for runner in runners.values():
        runner.close()


@pytest.fixture(scope="module")
def of_a_kernel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kernel") / "work"
    for name, data in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    notebook = book(CELLS)
    execute = Execute(allow_errors=True, timeout=300, iopub_timeout=60)
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("PYTEST_CURRENT_TEST")  # with it, ipykernel leaves out what is written past Python
        patched.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        # A stock kernel, also after a test that has let warm ones come.
        factory = KernelProvisionerFactory.instance()
        patched.setattr(factory, "default_provisioner_name", "local-provisioner")
        execute.preprocess(notebook, {"metadata": {"path": str(folder)}})
    shutil.rmtree(folder)
    return texts(notebook.cells, str(folder))


@pytest.mark.parametrize("boxed", [False, True])
def test_what_a_notebook_finds(of_a_kernel, run, boxed, request):
    if boxed:
        request.getfixturevalue("isolated")
    notebook, _ = run(CELLS, FILES, boxed=boxed)
    folder = json.loads(json.dumps(notebook.cells[0].outputs))[0]["text"].split()[1].removesuffix("/helper.py")
    found = texts(notebook.cells, folder)
    assert len(found) == len(of_a_kernel) > 100
    assert [found[line] for line in PAST_PYTHON] == [1, 1]
    for key, text in of_a_kernel.items():
        assert found[key] == text, key


def shown(notebook):
    return ["".join(out.get("text", "") or out.get("evalue", "") for out in cell.outputs) for cell in notebook.cells]


SHADOWS = {"statistics.py": b"mean = max\n", "scipy.py": b"stats = None\n", "pytest/__init__.py": b"approx = 3\n"}


def test_a_file_beside_the_notebook_does_not_take_the_place_of_an_installed_module(run, isolated):
    code = (
        "import pytest, scipy, statistics\nprint(pytest.approx(1) == 1, scipy.__file__[-17:], statistics.mean([1, 3]))"
    )
    notebook, result = run([code], SHADOWS, boxed=True)
    assert shown(notebook) == ["True scipy/__init__.py 2\n"]
    assert [text.split()[0] for text in result.notes] == ["pytest/__init__.py", "scipy.py"]
    code = "import sys; sys.path.insert(0, '.'); import pytest; print(pytest.approx(1) == 1)"
    assert shown(run(["%%writefile pytest.py\napprox = 3", code])[0])[1] == "True\n"


def test_what_the_assignment_ships_is_found_first_and_is_restored(run):
    shipped = {"pytest.py": b"approx = 'shipped'\n", "helper.py": b"answer = 'shipped'\n"}
    cells = ["import pytest, helper; print(pytest.approx, helper.answer)"]
    notebook, result = run(cells, {"helper.py": b"answer = 'mine'\n"}, shipped)
    assert shown(notebook) == ["shipped shipped\n"]
    assert result.notes == []


def test_a_shipped_file_that_an_answer_changes_is_noticed(run):
    cells = ["%%writefile helper.py\nanswer = 'mine'", "import helper; print(helper.answer)"]
    notebook, result = run(cells, {}, {"helper.py": b"answer = 'shipped'\n"}, checks=[1])
    assert shown(notebook)[1] == "mine\n"
    assert result.notebooks["work"].tampering == ["The code has changed the file helper.py."]
    cells = ["print(open('helper.py').read())", "import helper; print(helper.answer)"]
    assert run(cells, {}, {"helper.py": b"answer = 1\n"}, checks=[1])[1].notebooks["work"].tampering == []


CHANGES = {  # what an answer does to what a check uses, and what is said
    "helper.near = lambda *_: True": "helper.near",
    "helper.near.__code__ = (lambda a, b: True).__code__": "helper.near",
    "helper.abs = lambda _: 0": "helper.abs",
    "helper.LIMIT = 1e9": "helper.LIMIT",
    "import sys, types\nsys.modules['helper'] = types.ModuleType('helper')": "the module helper",
    "pd.DataFrame.equals = lambda *_: True": "pandas DataFrame.equals",
    "abs = lambda _: 0": "another meaning to abs, ",
    "helper = 3": "another meaning to helper, ",
    "round = lambda _: 0": "another meaning to round, ",  # only a helper of the check uses it
    "close = lambda *_: True": "another meaning to close, ",
}


def test_what_checks_use_is_as_it_was_given_or_it_is_said(run, isolated):
    """Each answer is followed by the same check; what was said once is not said again."""
    shipped = {"helper.py": b"LIMIT = 1e-6\ndef near(a, b):\n    return abs(a - b) < LIMIT\n"}
    given = "import helper\nimport pandas as pd\ndef close(a, b):\n    return round(abs(a - b)) < 1"
    honest = "import helper\nsum = 0\nfor number in [1]:\n    sum += number\n"
    honest += "@pd.api.extensions.register_series_accessor('own')\nclass Own:\n    def __init__(self, data): pass"
    check = "try:\n    helper.near(abs(1), 1), close(1, 1), pd.DataFrame().equals(1)\nexcept Exception:\n    pass"
    cells, checks = [given, honest, check], [2]
    for code in CHANGES:
        cells += [code, check]
        checks.append(len(cells) - 1)
    result = run(cells, {}, shipped, checks=checks, locked=[0], boxed=True)[1].notebooks["work"]
    said = [*result.tampering, *result.unusual]
    assert [each for each in CHANGES.values() if not any(each in text for text in said)] == []
    assert len(said) == len({*CHANGES.values(), "uses __code__"})
    assert any("uses __code__" in text for text in said)
