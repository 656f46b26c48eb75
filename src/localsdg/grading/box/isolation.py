"""Tries whether this computer can isolate students' code, by looking around from inside a sandbox."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from localsdg.grading.box.sandbox import PRIVATE, SUPPORTED, BoxError, python_program

if TYPE_CHECKING:
    from localsdg.grading.box.limits import Limits
    from localsdg.grading.box.sandbox import Sandbox

# Runs in the sandbox, and prints what it can see and do there, as JSON.
LOOK = """
import json, os
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status") if ":\\t" in line)
found = {"user": os.getuid(), "rights": int(status["CapEff"], 16), "processes": 0, "written": []}
found["networks"] = [line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line]
found["processes"] = sum(name.isdecimal() for name in os.listdir("/proc"))
found["seen"] = [path for path in json.loads(os.environ["LOOK_FOR"]) if os.path.exists(path) and os.listdir(path)]
folders = {"/" + name for name in os.listdir("/")} | {line.split()[1] for line in open("/proc/self/mounts")} | {"/"}
for folder in sorted(folders - set(json.loads(os.environ["MAY_BE_WRITTEN"]))):
    try:
        os.mkdir(folder + "/written")
        found["written"].append(folder)
    except OSError:
        pass
import ctypes
found["spaces"] = ctypes.CDLL(None).unshare(0x10000000) == 0
print(json.dumps(found))
"""


def problem(sandbox: Sandbox, limits: Limits) -> str:
    """Return why students' code cannot be isolated on this computer; an empty text if it can."""
    if not SUPPORTED:
        return f"bubblewrap is there for Linux only, and this is {sys.platform}"
    try:
        command = sandbox.command(limits, 0)
    except BoxError as error:
        return str(error)
    insert_at = command.index("--clearenv") + 1
    command[insert_at:insert_at] = ["--setenv", "LOOK_FOR", json.dumps(sandbox.hidden)]
    command[insert_at:insert_at] = ["--setenv", "MAY_BE_WRITTEN", json.dumps(PRIVATE)]
    probe = [*command, str(python_program()), "-I", "-S", "-c", LOOK]
    try:
        done = subprocess.run(probe, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, cwd="/")
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap cannot be started ({error})"
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        hint = ""
        if "ermission denied" in lines[-1] or "not permitted" in lines[-1]:
            hint = "; this system or container does not allow user namespaces"
        return f"bubblewrap fails: {lines[-1]}{hint}"
    found = json.loads(done.stdout)
    if found["user"] == 0 or found["rights"]:
        return "code in the sandbox still has rights of the administrator"
    if found["networks"] != ["lo"]:
        return "code in the sandbox still has a network"
    if found["written"]:
        return f"code in the sandbox can still write into {found['written'][0]}"
    if found["spaces"]:
        return "code in the sandbox can still make name spaces"
    if found["processes"] > 3:
        return "code in the sandbox still sees other processes"
    if found["seen"]:
        return f"code in the sandbox still sees {found['seen'][0]}"
    return ""
