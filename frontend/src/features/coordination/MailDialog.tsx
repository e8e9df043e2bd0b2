import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { readMessageOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { MessageOut } from "../../api/coordination/types.gen";
import { Dialog } from "../../ui/Dialog";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { kindName } from "./mailWords";

/** A mail as it is, or would be, sent: its plain text, in whatever language its reader has chosen. */
export function MailDialog({ mail, onClose }: { mail: MessageOut; onClose: () => void }) {
  const content = useQuery(readMessageOptions({ path: { message_id: mail.id } }));
  return (
    <Dialog title={kindName(mail.kind)} onClose={onClose}>
      {/* First, because it takes the focus: a long mail is read from its beginning. */}
      <p>
        <button type="button" onClick={onClose}>
          {t`Close`}
        </button>
      </p>
      <Loaded query={content}>
        {({ subject, to, text }) => (
          <>
            <Facts
              facts={[
                [t`To`, to],
                [t`Subject`, subject],
              ]}
            />
            <p className="mail-text" dir="auto">
              {text}
            </p>
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
