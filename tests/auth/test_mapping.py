"""Whether the address that a provider tells of somebody is written to."""

import pytest

from kisalli.auth.mapping import OIDC, AttributeMapping, facts

DOMAINS = {"example.org"}


@pytest.mark.parametrize(
    ("said", "verified", "written_to"),
    [
        ("linh@example.org", False, "linh@example.org"),
        ("linh@Student.Example.ORG", False, "linh@student.example.org"),
        ("Linh <linh@example.org>", False, "linh@example.org"),
        ("linh@mail.example", True, "linh@mail.example"),
        ("linh@mail.example", False, None),
        ("linh@notexample.org", False, None),
        ("linh@example.org.mail.example", False, None),
        ("linh", True, None),
        ("@example.org", False, None),
        ("linh@example.org, eve@example.org", True, None),
        ("linh@example.org\nBcc: eve@mail.example", True, None),
        (None, True, None),
    ],
)
def test_an_address_is_written_to_if_it_is_one_and_the_provider_vouches_for_it(
    said: str | None, verified: bool, written_to: str | None
) -> None:
    told = {"email": [said]} if said is not None else {}
    assert facts(told, OIDC, AttributeMapping(), DOMAINS, verified=verified).email == written_to
