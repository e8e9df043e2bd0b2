import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { MatchOut, ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { CountdownText } from "../../ui/CountdownText";
import { Moment } from "../../ui/Moment";
import { Parted, Past } from "./Late";
import { NextStep } from "./NextStep";
import type { MentorStep } from "./nextStep";
import { OutsideStep } from "./OutsideStep";
import { Until } from "./Until";

export function MentorNext({ step, programme }: { step: MentorStep; programme: ProgrammeOut }) {
  const { zone } = programme;
  switch (step.kind) {
    case "answer":
      return <Answer requests={step.requests} programme={programme} />;
    case "meet":
      return step.match.kind === "group" ? <Lead match={step.match} /> : <Meet match={step.match} />;
    case "gathering":
      return <Gather group={step.group} programme={programme} />;
    case "begun":
    case "ended":
      return null; // what is next, or thanks, stand above, the pairs below
    case "early":
      return (
        <NextStep
          title={inItsWords(programme, t`[Mentees] can ask you soon`)}
          until={
            <>
              {t`Requests open:`} <Moment at={step.opens} zone={zone} /> (<CountdownText until={step.opens} />)
            </>
          }
        >
          <p>{t`You don’t need to do anything until then. You’ll get an email with every request.`}</p>
        </NextStep>
      );
    case "open":
      return <Open closes={step.closes} programme={programme} />;
    case "over":
      return (
        <NextStep title={t`Requests to mentors have closed`}>
          <p>{t`Nobody has been matched with you this time. The coordinators may still suggest a pair; you will get an email.`}</p>
        </NextStep>
      );
    case "parted":
      return <Parted match={step.match} />;
    case "past":
      return <Past />;
    default:
      return <OutsideStep step={step} programme={programme} />;
  }
}

function Answer({ requests, programme }: { requests: readonly RequestOut[]; programme: ProgrammeOut }) {
  const count = requests.length;
  return (
    <NextStep
      title={plural(
        { count },
        { one: "# request is waiting for your answer", other: "# requests are waiting for your answer" },
      )}
    >
      <ul className="rows">
        {requests.map((request) => (
          <li key={request.id}>
            <p>
              <Link to="/requests/$requestId" params={{ requestId: request.id }}>
                <bdi>{request.mentee.name}</bdi>
              </Link>
            </p>
            {request.group && (
              <p>
                {t`A place in the group:`} <bdi>{request.group.theme}</bdi>
              </p>
            )}
            <p>
              {t`Answer by:`} <Moment at={request.answerable_until} zone={programme.zone} />
            </p>
          </li>
        ))}
      </ul>
      <p>
        {inItsWords(programme, t`[Mentees] can ask one mentor at a time, so a quick answer helps, even if it is no.`)}
      </p>
    </NextStep>
  );
}

function Meet({ match }: { match: MatchOut }) {
  return (
    <NextStep title={t`Agree on your first meeting`}>
      <p>{t`A short hello and a couple of times that suit you are a good start.`}</p>
      <Link to="/matches/$matchId" params={{ matchId: match.id }} className="button primary">
        {t`See the contact details`}
      </Link>
    </NextStep>
  );
}

function Lead({ match }: { match: MatchOut }) {
  return (
    <NextStep title={t`Agree on the first meeting of your group`}>
      <p>
        <bdi>{match.theme}</bdi>
      </p>
      <p>{t`Suggest a couple of times on the group’s page; anybody in the group can pick one.`}</p>
      <ToGroup group={match} />
    </NextStep>
  );
}

/** A group of one's own that nobody is in: to wait for them. */
function Gather({ group, programme }: { group: MatchOut; programme: ProgrammeOut }) {
  return (
    <NextStep title={t`Your group is open`}>
      <p>
        <bdi>{group.theme}</bdi>
      </p>
      <p>{inItsWords(programme, t`[Mentees] can ask you for a place. You’ll get an email with every request.`)}</p>
      <ToGroup group={group} />
    </NextStep>
  );
}

const ToGroup = ({ group }: { group: MatchOut }) => (
  <Link to="/matches/$matchId" params={{ matchId: group.id }} className="button primary">
    {t`Open the group’s page`}
  </Link>
);

function Open({ closes, programme }: { closes: string; programme: ProgrammeOut }) {
  return (
    <NextStep
      title={inItsWords(programme, t`[Mentees] can ask you now`)}
      until={
        <>
          {t`Requests can be sent until:`} <Until closes={closes} zone={programme.zone} />
        </>
      }
    >
      <p>{t`No request is waiting for you. You’ll get an email with every request.`}</p>
    </NextStep>
  );
}
