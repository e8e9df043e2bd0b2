"""What is not believed, with the reason in one stable code."""


class SamlRefused(Exception):
    """A response or a metadata document that is not believed.

    `reason` is a short stable code for the log; whoever signs in is told only that it did not work, for the codes would
    teach a forger, and most of them are for the provider's technicians.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
