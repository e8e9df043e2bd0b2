import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { type Fact, Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { EndDialog } from "./EndDialog";
import { History } from "./History";
import { Origin } from "./Origin";
import { PersonLink } from "./PersonLink";
import { endReason, namesIn } from "./pairWords";
import { roleName } from "./personWords";
import { Stands } from "./Stands";
import { When } from "./When";
import "../../styles/pages.css";
import "./coordination.css";

type MatchPageProps = { match: MatchOut; programme: ProgrammeOut };

/** A pair, for who runs the programme: who, since when, how it came about and what can be done. No contact details (I7). */
export function MatchPage({ match, programme }: MatchPageProps) {
  const [ending, setEnding] = useState(false);
  const names = namesIn(match);
  return (
    <Page title={t`Pair: ${{ names }}`}>
      <Facts facts={factsOf(match, programme)} />
      {match.state === "active" && (
        <p className="actions">
          <button type="button" className="danger" onClick={() => setEnding(true)}>
            {t`End this pair`}
          </button>
        </p>
      )}
      {ending && <EndDialog id={match.id} names={names} onClose={() => setEnding(false)} />}
      <Stands match={match} programme={programme} />
      <Origin match={match} programme={programme} />
      <History about={match.id} programme={programme} />
      <p>
        <Link to="/pairs" search={{ programme: programme.id }}>
          {t`All pairs`}
        </Link>
      </p>
    </Page>
  );
}

function factsOf(match: MatchOut, programme: ProgrammeOut): Fact[] {
  const { zone, id } = programme;
  const { ended_at: ended, end_reason: why } = match;
  const members = (role: "mentor" | "mentee") =>
    match.members
      .filter((member) => member.role === role)
      .map((member) => <PersonLink key={member.participant_id} party={member} programmeId={id} />);
  return [
    [roleName("mentor", programme), members("mentor")],
    [roleName("mentee", programme), members("mentee")],
    [t`State`, match.state === "active" ? t`Running` : t`Ended`],
    [t`Began`, <When key="opened" at={match.opened_at} zone={zone} />],
    [t`Ended`, ended && <When key="ended" at={ended} zone={zone} />],
    [t`Why it ended`, why && endReason(why)],
  ];
}
