"""The scenes of the security tests serve here too."""

from tests.security.conftest import browserless, stages

__all__ = ["browserless", "stages"]
