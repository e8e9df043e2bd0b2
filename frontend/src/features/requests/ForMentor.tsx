import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { AboutMentee } from "../../ui/AboutMentee";
import { Moment } from "../../ui/Moment";
import { OwnWords } from "../../ui/OwnWords";
import { AnswerForm } from "./AnswerForm";
import { ForGroup } from "./ForGroup";
import { outcome } from "./outcome";

type ForMentorProps = { request: RequestOut; programme: ProgrammeOut };

/** What a mentor needs to answer: the message, who asks, and what a yes brings about. Closed, only how it ended. */
export function ForMentor({ request, programme }: ForMentorProps) {
  const { zone } = programme;
  const pending = request.state === "pending";
  return (
    <>
      <p className="lead">
        {pending ? t`Answer by:` : `${outcome(request, "mentor", programme)}:`}{" "}
        <Moment at={pending ? request.answerable_until : (request.closed_at ?? request.sent_at)} zone={zone} />
      </p>
      {request.group && <ForGroup group={request.group} programmeId={programme.id} />}
      {pending && (
        <p>
          {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place on this page */}
          <a href="#answer" className="button" onClick={goToAnswer}>
            {t`Go to your answer`}
          </a>
        </p>
      )}
      {request.match_id && (
        <Link to="/matches/$matchId" params={{ matchId: request.match_id }} className="button primary">
          {request.group ? t`Open the group’s page` : t`See the contact details`}
        </Link>
      )}
      {request.message && (
        <section>
          <h2>{t`Message`}</h2>
          <OwnWords text={request.message} />
        </section>
      )}
      {(pending || request.state === "accepted") && (
        <AboutMentee title={t`Who is asking`} participantId={request.mentee.participant_id} programme={programme} />
      )}
      {pending && <AnswerForm request={request} programme={programme} />}
      <p>
        <Link to="/requests" search={{ programme: programme.id }}>
          {t`All requests to me`}
        </Link>
      </p>
    </>
  );
}

/** Leaves the address alone, like the skip link. */
function goToAnswer(event: MouseEvent) {
  event.preventDefault();
  document.getElementById("answer")?.scrollIntoView();
  document.getElementById("answer")?.focus({ preventScroll: true });
}
