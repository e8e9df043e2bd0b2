import { plural } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { Loaded } from "../../ui/Loaded";
import { whatWaits } from "./whatWaits";

type FiguresProps = { programme: ProgrammeOut };

/** How many wait for what; each number leads to those behind it. */
export function Figures({ programme }: FiguresProps) {
  return (
    <ul className="cards figures">
      <li className="card">
        <ToApprove programme={programme} />
      </li>
      <li className="card">
        <Pending programme={programme} />
      </li>
      <li className="card">
        <Undelivered programme={programme} />
      </li>
      <li className="card">
        <Quiet programme={programme} />
      </li>
    </ul>
  );
}

function ToApprove({ programme: { id } }: FiguresProps) {
  const people = useQuery(whatWaits(id).toApprove);
  return (
    <Loaded query={people}>
      {({ total: count }) => (
        <Figure>
          <Link to="/people" search={{ state: "submitted" }}>
            {plural(
              { count },
              {
                0: "Nobody is waiting for your approval",
                one: "# person is waiting for your approval",
                other: "# people are waiting for your approval",
              },
            )}
          </Link>
        </Figure>
      )}
    </Loaded>
  );
}

function Pending({ programme: { id } }: FiguresProps) {
  const requests = useQuery(whatWaits(id).requests);
  return (
    <Loaded query={requests}>
      {({ total: count }) => (
        <Figure>
          <Link to="/requests" search={{ state: "pending" }}>
            {plural(
              { count },
              {
                0: "No requests are waiting for an answer",
                one: "# request is waiting for an answer",
                other: "# requests are waiting for an answer",
              },
            )}
          </Link>
        </Figure>
      )}
    </Loaded>
  );
}

function Undelivered({ programme: { id } }: FiguresProps) {
  const summary = useQuery(whatWaits(id).mails);
  return (
    <Loaded query={summary}>
      {({ failed: count }) => (
        <Figure>
          <Link to="/mails" search={{ state: "failed" }}>
            {plural(
              { count },
              {
                0: "No emails have failed",
                one: "# email could not be delivered",
                other: "# emails could not be delivered",
              },
            )}
          </Link>
        </Figure>
      )}
    </Loaded>
  );
}

/** Who may need a word: R20's quiet pairs, and those that have not begun to meet. */
function Quiet({ programme: { id, rules } }: FiguresProps) {
  const summary = useQuery(whatWaits(id).pairs);
  const pairsAlone = rules.groups === "none";
  return (
    <Loaded query={summary}>
      {({ running, quiet, unmet }) => (
        <>
          <Figure>
            <Link to="/pairs" search={{ pair: "quiet" }}>
              {pairsAlone
                ? plural(
                    { count: quiet },
                    { 0: "No pair has gone quiet", one: "# pair has gone quiet", other: "# pairs have gone quiet" },
                  )
                : plural(
                    { count: quiet },
                    {
                      0: "No pair or group has gone quiet",
                      one: "# pair or group has gone quiet",
                      other: "# pairs and groups have gone quiet",
                    },
                  )}
            </Link>
          </Figure>
          {running > 0 && (
            <p>
              <Link to="/pairs" search={{ pair: "unmet" }}>
                {pairsAlone
                  ? plural(
                      { count: unmet },
                      { 0: "Every pair has met", one: "# pair has not met yet", other: "# pairs have not met yet" },
                    )
                  : plural(
                      { count: unmet },
                      {
                        0: "Every pair and group has met",
                        one: "# pair or group has not met yet",
                        other: "# pairs and groups have not met yet",
                      },
                    )}
              </Link>
            </p>
          )}
        </>
      )}
    </Loaded>
  );
}

const Figure = ({ children }: { children: ReactNode }) => <p className="headline">{children}</p>;
