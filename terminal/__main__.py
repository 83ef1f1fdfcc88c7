"""`python -m terminal`: run the counter window, or a command of the till."""

from __future__ import annotations

import os
import sys
from typing import Final

CTRL_C: Final = 130
NO_READER: Final = 141
"""As a shell tells of a program that SIGPIPE ended."""


def main() -> int:
    """Run what the command line says. Two things end it without a traceback: a Ctrl-C, from its
    first moment, as loading the command alone takes the better part of a second; and a reader of
    its output who had enough, as `head` has. Nothing is wrong with the data then.
    """
    try:
        from terminal import cli

        code = cli.main()
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return CTRL_C
    except BrokenPipeError:
        # Else Python tells of the same at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO_READER
    return code


if __name__ == "__main__":
    sys.exit(main())
