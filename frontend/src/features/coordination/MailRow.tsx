import { t } from "@lingui/core/macro";
import type { MessageOut } from "../../api/coordination/types.gen";
import { Moment } from "../../ui/Moment";
import { kindName, mailStateName } from "./mailWords";

type MailRowProps = { mail: MessageOut; zone: string; onOpen: ((mail: MessageOut) => void) | undefined };

/** One mail in the log: about what, to whom, how far it got. */
export function MailRow({ mail, zone, onOpen }: MailRowProps) {
  const [kind, name] = [kindName(mail.kind), mail.recipient_name];
  return (
    <li>
      <p>
        <strong>{kind}</strong>
      </p>
      <p>
        {t`To:`} <bdi>{name}</bdi>
      </p>
      <p className="muted">
        {mailStateName(mail.state)} · <Moment at={mail.sent_at ?? mail.created_at} zone={zone} />
      </p>
      {mail.tries > 0 && mail.next_try_at && (
        <p className="muted">
          {t`Next try:`} <Moment at={mail.next_try_at} zone={zone} />
        </p>
      )}
      {mail.undeliverable && <p className="error">{t`Emails are not reaching this address`}</p>}
      {mail.last_error && (
        <p className="muted">
          {t`What went wrong:`}{" "}
          <span lang="en" dir="auto">
            {mail.last_error}
          </span>
        </p>
      )}
      {onOpen && (
        <button type="button" aria-label={t`Read the email: ${{ kind }}, ${{ name }}`} onClick={() => onOpen(mail)}>
          {t`Read the email`}
        </button>
      )}
    </li>
  );
}
