import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { AuditOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { Moment } from "../../ui/Moment";
import { roleActedFor, toldBy } from "./auditDetails";
import { actSentence, auditState } from "./auditWords";
import { causeName, overrideNames } from "./pairWords";
import { roleWord } from "./personWords";

type AuditRowProps = { row: AuditOut; programme: ProgrammeOut };

/** One act: what, who, when, what changed by it; what it is about is a link away, unless it stands `alone` on its page. */
export function AuditRow({ row, programme, alone }: AuditRowProps & { alone?: boolean }) {
  const { from_state: from, to_state: to } = row;
  const moved = [from, to].flatMap((state) => (state ? auditState(state) : [])).join(" → ");
  return (
    <li>
      <p>
        <strong>{actSentence(row.act)}</strong>
      </p>
      <p>
        {row.caller_id ? <Name of={row.caller_name} /> : t`Automatically`}
        {" · "}
        <Moment at={row.at} zone={programme.zone} />
      </p>
      <Behalf row={row} programme={programme} />
      {to && <p className="muted">{t`Status: ${{ moved }}`}</p>}
      <Details row={row} />
      {!alone && <Subject row={row} programme={programme} />}
    </li>
  );
}

const Name = ({ of }: { of: string | null }) => <bdi>{of ?? t`Somebody who is no longer known`}</bdi>;

/** For whom a coordinator acted, and as what they take part where the act says so. */
function Behalf({ row, programme }: AuditRowProps) {
  if (row.on_behalf_of === null) return null;
  const role = roleActedFor(row);
  return (
    <p>
      {t`On behalf of:`} <Name of={row.on_behalf_of_name} />
      {role && ` (${roleWord(role, programme)})`}
    </p>
  );
}

function Details({ row }: { row: AuditOut }) {
  const { cause, places, overrides } = toldBy(row);
  const aside = overrideNames(overrides);
  const why = cause && causeName(cause);
  return (
    <>
      {why && <p className="muted">{t`Reason: ${{ why }}`}</p>}
      {places && <p className="muted">{t`Places: ${{ before: places.from }} → ${{ after: places.to }}`}</p>}
      {aside && <p className="muted">{t`Overridden: ${{ aside }}`}</p>}
    </>
  );
}

function Subject({ row: { subject, subject_id: id }, programme }: AuditRowProps) {
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
