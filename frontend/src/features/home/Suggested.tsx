import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listProposalsOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { NextStep } from "./NextStep";
import { toAnswer } from "./nextStep";

/** Pairs that a coordinator suggests and that wait for one's own answer; takes no room while there are none. */
export function Suggested({ programme, own }: { programme: ProgrammeOut; own: OwnPartOut }) {
  const proposals = useQuery(
    listProposalsOptions({ path: { programme_id: programme.id }, query: { participant_id: own.id, state: "pending" } }),
  );
  return (
    <Loaded query={proposals}>
      {({ items }) =>
        toAnswer(items, own.id).map(({ id, partner, group, expires_at: until }) => (
          <NextStep
            key={id}
            title={group ? t`We’d like to suggest a place in a group` : t`We’d like to suggest a pair`}
          >
            <p>
              <bdi>{group ? `${group.theme} · ${partner.name}` : partner.name}</bdi>
            </p>
            <p>
              {t`Answer by:`} <Moment at={until} zone={programme.zone} />
            </p>
            <Link to="/proposals/$proposalId" params={{ proposalId: id }} className="button primary">
              {t`See the suggestion and answer`}
            </Link>
          </NextStep>
        ))
      }
    </Loaded>
  );
}
