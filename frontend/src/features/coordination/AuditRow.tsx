import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { AuditOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { Moment } from "../../ui/Moment";
import { behalfOf, toldBy } from "./auditDetails";
import { actSentence, auditState, forWhom } from "./auditWords";
import { causeName, overrideNames } from "./pairWords";

/** One act: what, who, when, what changed by it; what it is about is a link away. */
export function AuditRow({ row, programme }: { row: AuditOut; programme: ProgrammeOut }) {
  const behalf = behalfOf(row);
  const { from_state: from, to_state: to } = row;
  const moved = [from, to].flatMap((state) => (state ? auditState(state) : [])).join(" → ");
  return (
    <li>
      <p>
        <strong>{actSentence(row.act)}</strong>
      </p>
      <p>
        {row.caller_id ? <bdi>{row.caller_name ?? t`Somebody who is no longer known`}</bdi> : t`By itself`}
        {behalf && ` (${forWhom(behalf)})`}
        {" · "}
        <Moment at={row.at} zone={programme.zone} />
      </p>
      {to && <p className="muted">{t`State: ${{ moved }}`}</p>}
      <Details row={row} />
      <Subject row={row} programme={programme} />
    </li>
  );
}

function Details({ row }: { row: AuditOut }) {
  const { cause, places, overrides } = toldBy(row);
  const aside = overrideNames(overrides);
  const why = cause && causeName(cause);
  return (
    <>
      {why && <p className="muted">{t`Cause: ${{ why }}`}</p>}
      {places && <p className="muted">{t`Places: ${{ before: places.from }} → ${{ after: places.to }}`}</p>}
      {aside && <p className="muted">{t`Set aside: ${{ aside }}`}</p>}
    </>
  );
}

function Subject({ row: { subject, subject_id: id }, programme }: { row: AuditOut; programme: ProgrammeOut }) {
  const search = { programme: programme.id };
  switch (subject) {
    case "participant":
      return (
        <Link to="/people/$participantId" params={{ participantId: id }} search={search}>
          {t`See the person`}
        </Link>
      );
    case "request":
      return (
        <Link to="/requests/$requestId" params={{ requestId: id }} search={search}>
          {t`See the request`}
        </Link>
      );
    case "proposal":
      return (
        <Link to="/proposals/$proposalId" params={{ proposalId: id }} search={search}>
          {t`See the suggestion`}
        </Link>
      );
    case "match":
      return (
        <Link to="/matches/$matchId" params={{ matchId: id }} search={search}>
          {t`See the pair`}
        </Link>
      );
    default:
      return null;
  }
}
