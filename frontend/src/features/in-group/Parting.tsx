import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { LeaveDialog } from "./LeaveDialog";
import { endsWith } from "./others";

type PartingProps = { match: MatchOut; programme: ProgrammeOut };

/** What to do when it does not go well: talk to the organisers, or leave; the last mentor ends it for all. */
export function Parting({ match, programme }: PartingProps) {
  const [asked, setAsked] = useState(false);
  const all = endsWith(match, programme.participant?.id);
  return (
    <section>
      <h2>{t`If something is not working`}</h2>
      <p>
        {all
          ? t`It often helps to talk about it in the group, or to hear what the organisers think. You may also stop at any time, without giving a reason. Nobody else leads this group, so it would then end for everybody.`
          : t`It often helps to talk about it in the group, or to hear what the organisers think. You may also leave the group at any time, without giving a reason; it carries on without you.`}
      </p>
      <div className="actions">
        <Link
          to="/concerns/$concernId"
          params={{ concernId: "new" }}
          search={{ programme: match.programme_id, about: match.id }}
          className="button"
        >
          {t`Tell the organisers in confidence`}
        </Link>
        <button type="button" className="danger" onClick={() => setAsked(true)}>
          {all ? t`End the group` : t`Leave the group`}
        </button>
      </div>
      {asked && <LeaveDialog match={match} programme={programme} onClose={() => setAsked(false)} />}
    </section>
  );
}
