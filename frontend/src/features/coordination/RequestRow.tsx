import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { inItsWords } from "../../i18n/menteeWord";
import { requestAges } from "./ages";
import { requestStanding } from "./requestWords";

/** One request in a coordinator's list: between whom, what came of it, since when. */
export function RequestRow({ request, programme }: { request: RequestOut; programme: ProgrammeOut }) {
  const ages = requestAges(request, { now: useServerTime(), zone: programme.zone });
  return (
    <li>
      <p>
        <Link to="/requests/$requestId" params={{ requestId: request.id }}>
          {inItsWords(programme, t`[Mentee]:`)} <bdi>{request.mentee.name}</bdi>
        </Link>
      </p>
      <p>
        {t`Mentor:`} <bdi>{request.mentor.name}</bdi>
      </p>
      {request.group && (
        <p>
          {t`A place in the group:`} <bdi>{request.group.theme}</bdi>
        </p>
      )}
      <p className="muted">{[requestStanding(request, programme), ...ages].join(" · ")}</p>
    </li>
  );
}
