"""Tries whether this computer can isolate students' code, by looking around from inside a sandbox."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
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


# What keeps an ordinary user from making name spaces: a setting of the system, the value that forbids it, the repair.
FORBIDDING = (
    (
        "kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "bubblewrap is there, but AppArmor blocks it, as in Ubuntu since 24.04. Give bubblewrap a profile of "
        "AppArmor that allows userns, or set kernel.apparmor_restrict_unprivileged_userns to 0",
    ),
    (
        "kernel/unprivileged_userns_clone",
        "0",
        "bubblewrap is there, but only root may make user namespaces. Set kernel.unprivileged_userns_clone to 1",
    ),
    (
        "user/max_user_namespaces",
        "0",
        "bubblewrap is there, but the system allows no user namespaces. Set user.max_user_namespaces to 1000",
    ),
)


def repair(why: str, system: Path = Path("/proc/sys")) -> str:
    """Return how to repair what keeps this computer from isolating code.

    Args:
        why: what ``problem`` has returned.
        system: the folder with the settings of the system.
    """
    if "is not installed" in why:
        return "install bubblewrap (on Debian and Ubuntu: apt install bubblewrap)"
    if "nknown option" in why:
        return "install bubblewrap 0.8 or newer; this one is older"
    for name, forbidding, text in FORBIDDING if "bubblewrap" in why else ():
        try:
            value = (system / name).read_text().strip()
        except OSError:
            continue
        if value == forbidding:
            return text
    if any(words in why for words in ("ermission denied", "not permitted", "new namespace failed", "setresuid failed")):
        return (
            "bubblewrap is there, but the system lets it make no name spaces. In a container, grade outside of it "
            "or start it with the right to make user namespaces"
        )
    return "grade on a computer with Linux on which bubblewrap works"


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
        return f"bubblewrap fails: {lines[-1]}"
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
