import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { readRequestOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { ForGroup } from "./ForGroup";
import { ForMentor } from "./ForMentor";
import { sideOf } from "./outcome";
import { StatusOfMine } from "./StatusOfMine";
import "../../styles/pages.css";

const route = getRouteApi("/requests/$requestId");

export function RequestPage() {
  const { requestId } = route.useParams();
  const request = useQuery(readRequestOptions({ path: { request_id: requestId } }));
  return request.data ? (
    <Found request={request.data} />
  ) : (
    <Page title={t`Request`}>
      <Loaded query={request}>{() => null}</Loaded>
    </Page>
  );
}

function Found({ request }: { request: RequestOut }) {
  const { ForCoordinator } = route.useRouteContext();
  const programme = useProgrammeOf(request.programme_id);
  const side = programme.data && sideOf(request, programme.data.participant?.id);
  if (programme.data && side === undefined)
    return (
      <Suspense fallback={<Waiting />}>
        <ForCoordinator request={request} programme={programme.data} />
      </Suspense>
    );
  const { name } = side === "mentor" ? request.mentee : request.mentor;
  return (
    <Page title={side === "mentor" ? t`Request from: ${{ name }}` : t`Request to: ${{ name }}`}>
      <Loaded query={programme}>
        {(found) => (
          <>
            {side === "mentee" && <ForMentee request={request} programme={found} />}
            {side === "mentor" && <ForMentor request={request} programme={found} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ForMentee({ request, programme }: { request: RequestOut; programme: ProgrammeOut }) {
  const { participant_id: mentorId } = request.mentor;
  return (
    <>
      {request.group && <ForGroup group={request.group} programmeId={programme.id} />}
      <StatusOfMine request={request} programme={programme} />
      {request.message && (
        <section>
          <h2>{t`Your message`}</h2>
          <OwnWords text={request.message} />
        </section>
      )}
      <p>
        <Link to="/mentors/$mentorId" params={{ mentorId }} search={{ programme: programme.id }}>
          {t`The mentor’s profile`}
        </Link>
      </p>
      <p>
        <Link to="/requests" search={{ programme: programme.id }}>
          {t`All my requests`}
        </Link>
      </p>
    </>
  );
}
