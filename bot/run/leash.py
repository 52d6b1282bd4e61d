"""Run a command that dies with its parent: `python -m bot.run.leash PARENT-PID COMMAND …`.

Linux sends the signal itself when the parent is gone, however it went; elsewhere the parent's own
clean stop has to do.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Ask for the signal, make sure the parent still lives, become the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the command is our own, not a shell's


if __name__ == "__main__":
    main()
