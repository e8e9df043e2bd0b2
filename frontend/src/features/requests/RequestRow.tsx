import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { capitalised } from "../../i18n/labels";
import { menteeWord } from "../../i18n/menteeWord";
import { showDay } from "../../ui/dates";
import { outcome, type Side } from "./outcome";

type RequestRowProps = { request: RequestOut; side: Side; programme: ProgrammeOut };

/** One request in a list: with whom, what came of it, when. */
export function RequestRow({ request, side, programme }: RequestRowProps) {
  const day = showDay(request.closed_at ?? request.sent_at, programme.zone);
  const other = side === "mentee" ? request.mentor : request.mentee;
  return (
    <li>
      <p>
        <Link to="/requests/$requestId" params={{ requestId: request.id }}>
          {side === "coordinator" && `${capitalised(menteeWord(programme, "one"))}: `}
          <bdi>{other.name}</bdi>
        </Link>
      </p>
      {side === "coordinator" && (
        <p>
          {t`Mentor:`} <bdi>{request.mentor.name}</bdi>
        </p>
      )}
      <p className="muted">
        {outcome(request, side)} · {day}
      </p>
    </li>
  );
}
