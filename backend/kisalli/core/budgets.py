"""How often somebody may do something: a bucket each, filled evenly; in memory, for each process by itself."""

import math
import time
from collections import OrderedDict
from uuid import UUID

from kisalli.core.errors import TooManyRequests

KEPT = 50_000  # people; whoever has been away longest is forgotten first, and begins with a full bucket again


class Budget:
    """So many in so many seconds for each person, all at once or one by one.

    Where nobody is signed in, an id that is made of the network address stands for the person.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._left: OrderedDict[UUID, tuple[float, float]] = OrderedDict()  # how many at which time (monotonic)

    def spend(self, person_id: UUID) -> None:
        """Take one of a person's, for opening a profile.

        Raises:
            TooManyRequests: there is none left; says when there is one again.
        """
        wait = self.take(person_id)
        if wait:
            raise TooManyRequests("Wait a while before you open more profiles", retry_after=wait)

    def take(self, person_id: UUID) -> int:
        """Take one of a person's; return 0, or in how many seconds there is one again."""
        now, each = time.monotonic(), self._seconds / self._most
        left, at = self._left.pop(person_id, (float(self._most), now))
        left = min(self._most, left + (now - at) / each)
        self._left[person_id] = (left, now) if left < 1 else (left - 1, now)
        if len(self._left) > KEPT:
            self._left.popitem(last=False)
        return math.ceil((1 - left) * each) if left < 1 else 0
