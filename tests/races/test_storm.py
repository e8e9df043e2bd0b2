"""The short storm: random acts of many clients at once, kills of everything, then the judge."""

import os
import random

from tests.races.storm import KINDS_OF_FAULTS, Plan, storm

SEED = "KISALLI_STORM_SEED"  # set it to draw the same acts again
ENOUGH = 50  # committed transactions; a busy machine still shows something, an idle one some thousand


async def test_a_short_storm_with_kills_leaves_nothing_that_the_model_does_not_explain() -> None:
    seed = int(os.environ.get(SEED) or random.SystemRandom().randrange(2**32))
    report = await storm(Plan(seed, acts=2500, seconds=25, fault_every=2.0))
    told = "\n".join(report.lines())
    print(told)  # noqa: T201 - pytest shows it when the test fails
    assert not report.violations, told
    assert report.deadlocks == 0
    assert len(report.kills) == KINDS_OF_FAULTS, told
    assert report.transactions > ENOUGH, told
