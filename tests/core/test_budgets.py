"""A bucket for each person, filled evenly."""

from uuid import uuid4

import pytest

from kisalli.core import budgets
from kisalli.core.budgets import Budget
from kisalli.core.errors import TooManyRequests


class Clock:
    """A clock that stands until it is moved."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(budgets, "time", made)
    return made


@pytest.mark.usefixtures("clock")
def test_nobody_gets_more_than_there_is_and_each_has_their_own() -> None:
    budget, one, other = Budget(3, 60), uuid4(), uuid4()
    for _ in range(3):
        budget.spend(one)
    with pytest.raises(TooManyRequests) as refused:
        budget.spend(one)
    assert refused.value.retry_after == 20
    budget.spend(other)


def test_it_fills_again_evenly_and_no_further(clock: Clock) -> None:
    budget, one = Budget(3, 60), uuid4()
    for _ in range(3):
        budget.spend(one)
    clock.now += 20
    budget.spend(one)
    with pytest.raises(TooManyRequests):
        budget.spend(one)
    clock.now += 3600
    for _ in range(3):
        budget.spend(one)
    with pytest.raises(TooManyRequests):
        budget.spend(one)


def test_whoever_is_refused_waits_no_longer_for_having_asked(clock: Clock) -> None:
    budget, one = Budget(1, 10), uuid4()
    budget.spend(one)
    for _ in range(5):
        clock.now += 1
        with pytest.raises(TooManyRequests):
            budget.spend(one)
    clock.now += 5
    budget.spend(one)


@pytest.mark.usefixtures("clock")
def test_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "KEPT", 2)
    budget = Budget(1, 10)
    for _ in range(5):
        budget.spend(uuid4())
    assert len(budget._left) == 2
