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
              <p>{t`No emails leave this installation because no mail server is set up. Ask whoever runs it to set one up; until then emails wait.`}</p>
            </div>
          )}
          <p className="lead">
            {plural(
              { waiting },
              { 0: "No emails are waiting.", one: "# email is waiting.", other: "# emails are waiting." },
            )}{" "}
            {plural(
              { failed },
              {
                0: "None have failed.",
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
        {plural({ count }, { one: "Emails are not reaching # person", other: "Emails are not reaching # people" })}
      </Link>
    </p>
  );
}
