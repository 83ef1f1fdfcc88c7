"""`dev.py run` as shipped, with the probe around the program it becomes. Standard library only."""

import sys
from collections.abc import Sequence
from typing import NoReturn

import dev

PROBE = "tests.bench.rig.probe"


def main() -> int:
    """Run dev.py's own `run`; only the module it becomes is watched."""
    become = dev.become

    def watched(arguments: Sequence[str], env: dict[str, str]) -> NoReturn:
        become(["-m", PROBE, *arguments[1:]], env)

    dev.become = watched
    return dev.main(["run", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
