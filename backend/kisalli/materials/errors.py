"""What can go wrong with guidance."""

from kisalli.core.errors import Stale


class StoryChanged(Stale):
    """A story has other words than those that a coordinator read: what nobody has read is not published."""

    title = "The story was changed meanwhile; read it again"
