"""`python -m tests.races.long_storm` (`make races`): the long storm on the core, with kills of everything.

It uses a PostgreSQL, two web processes and a worker of its own in a temporary folder, and ends all of them.
"""

import argparse
import asyncio
import random
import signal
import sys

from kisalli.core.logs import configure_logs
from kisalli.core.settings import Settings
from tests.races.storm import Plan, Report, storm


def main() -> int:
    """Storm, report, and return 1 when anything was wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--acts", type=int, default=200_000, help="calls to make")
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    arguments.add_argument("--minutes", type=float, default=90, help="the longest it may storm")
    arguments.add_argument("--fault-every", type=float, default=10, help="seconds between one fault and the next; 0: none")
    arguments.add_argument("--clients", type=int, default=24)
    given = arguments.parse_args()
    configure_logs(Settings(demo=True, log_level="ERROR"))
    plan = Plan(given.seed, given.acts, given.minutes * 60, given.clients, fault_every=given.fault_every)
    report = asyncio.run(until_told(plan))
    for line in report.lines():
        say(line)
    return int(bool(report.violations) or report.deadlocks > 0)


async def until_told(plan: Plan) -> Report:
    """Storm; SIGTERM ends it like Ctrl-C, so that nothing that it started stays behind."""
    task = asyncio.ensure_future(storm(plan, say))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await task


def say(line: str) -> None:
    """Print at once, also into a pipe."""
    print(line, flush=True)  # noqa: T201 - a command speaks


if __name__ == "__main__":
    sys.exit(main())
