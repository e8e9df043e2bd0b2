import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listParticipantsOptions, readMessageSummaryOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { Loaded } from "../../ui/Loaded";

/** Whether mail gets out at all, what waits, what has failed, and whom it does not reach. */
export function MailSummary({ programme }: { programme: ProgrammeOut }) {
  const summary = useQuery(readMessageSummaryOptions({ path: { programme_id: programme.id } }));
  return (
    <Loaded query={summary}>
      {({ delivering, waiting, failed }) => (
        <>
          {!delivering && (
            <div className="problem">
              <p>{t`No mail leaves this installation: no mail server is set. Ask whoever runs it to set one; until then mails wait.`}</p>
            </div>
          )}
          <p className="lead">
            {plural({ waiting }, { 0: "No mail waits.", one: "# mail waits.", other: "# mails wait." })}{" "}
            {plural(
              { failed },
              {
                0: "None has failed.",
                one: "# could not be delivered.",
                other: "# could not be delivered.",
              },
            )}
          </p>
          <Unreached programme={programme} />
        </>
      )}
    </Loaded>
  );
}

function Unreached({ programme }: { programme: ProgrammeOut }) {
  const query = { undeliverable: true, limit: 1 };
  const unreached = useQuery(listParticipantsOptions({ path: { programme_id: programme.id }, query }));
  const count = unreached.data?.total ?? 0;
  if (count === 0) return null;
  return (
    <p>
      <Link to="/people" search={{ mail: "fails" }} className="button">
        {plural({ count }, { one: "Mail does not reach # person", other: "Mail does not reach # people" })}
      </Link>
    </p>
  );
}
