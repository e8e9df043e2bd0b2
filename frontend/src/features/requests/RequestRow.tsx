import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
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
          <bdi>{other.name}</bdi>
        </Link>
        {request.group && (
          <>
            {" · "}
            {t`group:`} <bdi>{request.group.theme}</bdi>
          </>
        )}
      </p>
      <p className="muted">
        {outcome(request, side, programme)} · {day}
      </p>
    </li>
  );
}
