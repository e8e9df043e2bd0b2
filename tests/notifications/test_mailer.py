"""What becomes of one mail at a server that takes it, puts it off, refuses it, hangs or cuts."""

import pytest

from kisalli.notifications.mail import Mailer, Outcome
from tests.notifications.conftest import RunSink, Sink, mail_settings

TO = "aino@example.org"
MAIL = b"Subject: x\r\n\r\nx\r\n"


@pytest.mark.parametrize(
    ("at_rcpt", "at_data", "outcome", "bad_address"),
    [
        ("250 OK", "250 OK", Outcome.SENT, False),
        ("450 4.2.1 later", "250 OK", Outcome.RETRY, False),
        ("550 5.1.1 no such user", "250 OK", Outcome.FAILED, True),
        ("550 no such user", "250 OK", Outcome.FAILED, True),
        ("554 5.7.1 relay access denied", "250 OK", Outcome.RETRY, False),
        ("hang", "250 OK", Outcome.RETRY, False),
        ("cut", "250 OK", Outcome.RETRY, False),
        ("421 4.7.0 too many errors", "250 OK", Outcome.RETRY, False),
        ("250 OK", "451 4.3.0 later", Outcome.RETRY, False),
        ("250 OK", "554 5.6.0 we do not like it", Outcome.FAILED, False),
        ("250 OK", "cut", Outcome.UNKNOWN, False),
        ("250 OK", "take and cut", Outcome.UNKNOWN, False),
        ("250 OK", "hang", Outcome.UNKNOWN, False),
    ],
)
async def test_each_answer_has_its_outcome_and_the_next_mail_goes(
    sink: Sink, at_rcpt: str, at_data: str, outcome: Outcome, *, bad_address: bool
) -> None:
    sink.at_rcpt[TO], sink.at_data[TO] = at_rcpt, at_data
    mailer = Mailer(mail_settings(sink.port))
    result = await mailer.hand_over(TO, MAIL)
    assert (result.outcome, result.bad_address) == (outcome, bad_address), result
    assert TO not in (result.error or "")
    assert (await mailer.hand_over("other@example.org", MAIL)).outcome == Outcome.SENT
    await mailer.close()
    assert sink.taken[-1].rcpt_tos == ["other@example.org"]


async def test_an_address_that_is_none_fails_without_a_server() -> None:
    result = await Mailer(mail_settings(1)).hand_over("nobody", MAIL)
    assert (result.outcome, result.bad_address) == (Outcome.FAILED, True)


async def test_mails_of_a_batch_share_one_connection(sink: Sink) -> None:
    mailer = Mailer(mail_settings(sink.port))
    assert {(await mailer.hand_over(TO, MAIL)).outcome for _ in range(5)} == {Outcome.SENT}
    await mailer.close()
    assert sink.connections == 1


async def test_a_server_that_is_not_there_is_down() -> None:
    result = await Mailer(mail_settings(1)).hand_over(TO, MAIL)
    assert result.outcome == Outcome.DOWN


async def test_a_server_that_wants_no_login_or_no_sender_of_ours_is_down(sink: Sink) -> None:
    with_login = mail_settings(sink.port, smtp_username="kisalli", smtp_password="secret")
    result = await Mailer(with_login).hand_over(TO, MAIL)
    assert result.outcome == Outcome.DOWN
    assert "secret" not in (result.error or "")
    sink.at_rcpt["MAIL"] = "553 5.7.1 not your address"
    mailer = Mailer(mail_settings(sink.port))
    assert (await mailer.hand_over(TO, MAIL)).outcome == Outcome.DOWN
    await mailer.close()


async def test_a_server_without_starttls_is_down_when_we_demand_it(sink: Sink) -> None:
    result = await Mailer(mail_settings(sink.port, smtp_starttls=True)).hand_over(TO, MAIL)
    assert result.outcome == Outcome.DOWN
    assert sink.taken == []


async def test_an_idle_connection_that_the_server_closed_is_made_anew(run_sink: RunSink) -> None:
    kept = Sink()
    async with run_sink(kept):
        mailer = Mailer(mail_settings(kept.port))
        assert (await mailer.hand_over(TO, MAIL)).outcome == Outcome.SENT
        assert mailer._smtp is not None  # cut as a server's idle time-out does
        assert mailer._smtp.transport is not None
        mailer._smtp.transport.abort()  # type: ignore[attr-defined]
        assert (await mailer.hand_over(TO, MAIL)).outcome == Outcome.SENT
        await mailer.close()
    assert kept.connections == 2
