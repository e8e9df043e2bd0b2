import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { MatchOut, OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";
import { listed } from "../../i18n/labels";
import { language } from "../../i18n/language";
import { textsOf } from "../../i18n/programmeTexts";
import { ContactCard } from "../../ui/ContactCard";
import { CountdownText } from "../../ui/CountdownText";
import { Facts } from "../../ui/Facts";
import { Moment } from "../../ui/Moment";
import { ProgrammeText } from "../../ui/ProgrammeText";
import { Parted, Past } from "./Late";
import { NextStep } from "./NextStep";
import type { MenteeStep } from "./nextStep";
import { OutsideStep } from "./OutsideStep";
import { Until } from "./Until";
import { useMentorsToAsk } from "./useMentorsToAsk";

type MenteeNextProps = { step: MenteeStep; programme: ProgrammeOut; own: OwnPartOut };
type Of<K extends MenteeStep["kind"]> = Extract<MenteeStep, { kind: K }>;

export function MenteeNext({ step, programme, own }: MenteeNextProps) {
  switch (step.kind) {
    case "matched":
      return <Matched step={step} own={own} />;
    case "begun":
      return null; // what is next stands above, in the match's own words
    case "ended":
      return <SharedPage match={step.match} />;
    case "waiting":
      return <WaitForAnswer step={step} zone={programme.zone} />;
    case "early":
      return <Early opens={step.opens} programme={programme} />;
    case "choose":
      return <Choose step={step} programme={programme} />;
    case "over":
      return <Over programme={programme} />;
    case "parted":
      return <Parted match={step.match} />;
    case "past":
      return <Past />;
    default:
      return <OutsideStep step={step} programme={programme} />;
  }
}

function Matched({ step: { match }, own }: { step: Of<"matched">; own: OwnPartOut }) {
  if (match.kind === "group") return <InGroup match={match} />;
  const others = match.members.filter(({ participant_id: id }) => id !== own.id);
  return (
    <NextStep title={t`You have a mentor: agree on your first meeting`}>
      <p>{t`Write within the next few days and suggest a couple of times.`}</p>
      {others.map(({ participant_id: id, contact }) => contact && <ContactCard key={id} contact={contact} />)}
      <Link to="/matches/$matchId" params={{ matchId: match.id }} className="button primary">
        {t`Open your shared page`}
      </Link>
    </NextStep>
  );
}

/** Several people: who is in it and how they are reached stands on its page. */
function InGroup({ match }: { match: MatchOut }) {
  const mentors = listed(match.members.filter(({ role }) => role === "mentor").map(({ name }) => name));
  return (
    <NextStep title={t`You are in a group: ${{ theme: match.theme ?? "" }}`}>
      <p>{t`Led by: ${{ mentors }}`}</p>
      <p>{t`On its page you see who is in it, and can suggest a time for the first meeting.`}</p>
      <Link to="/matches/$matchId" params={{ matchId: match.id }} className="button primary">
        {t`Open your shared page`}
      </Link>
    </NextStep>
  );
}

/** Thanks stand above it: see TheEnd. */
function SharedPage({ match }: { match: MatchOut }) {
  return (
    <p>
      <Link to="/matches/$matchId" params={{ matchId: match.id }}>
        {t`Open your shared page`}
      </Link>
    </p>
  );
}

function WaitForAnswer({ step: { request }, zone }: { step: Of<"waiting">; zone: string }) {
  const { name } = request.mentor;
  return (
    <NextStep title={t`Waiting for an answer from: ${{ name }}`}>
      <Facts
        facts={[
          [t`A place in the group`, request.group?.theme],
          [t`Answer by`, <Moment key="until" at={request.answerable_until} zone={zone} />],
          [t`Sent`, <Moment key="sent" at={request.sent_at} zone={zone} />],
          [
            t`What happens next`,
            t`If there is no answer, the request closes automatically, and you can ask another mentor.`,
          ],
        ]}
      />
      <Link to="/requests/$requestId" params={{ requestId: request.id }} className="button primary">
        {t`See your request`}
      </Link>
    </NextStep>
  );
}

function Early({ opens, programme }: { opens: string; programme: ProgrammeOut }) {
  return (
    <NextStep
      title={t`You can ask mentors soon`}
      until={
        <>
          {t`Requests open:`} <Moment at={opens} zone={programme.zone} /> (<CountdownText until={opens} />)
        </>
      }
    >
      <p>{t`Until then you can still work on your profile: the mentor you ask reads it alongside your message.`}</p>
      {programme.rules.directory_preview && (
        <Link to="/mentors" className="button primary">
          {t`Browse the mentors now`}
        </Link>
      )}
    </NextStep>
  );
}

function Choose({ step: { closes, before }, programme }: { step: Of<"choose">; programme: ProgrammeOut }) {
  const { none } = useMentorsToAsk(programme);
  return (
    <NextStep
      title={none ? t`No mentor can be asked just now` : before ? t`Ask another mentor` : t`Choose your mentor`}
      until={
        <>
          {t`You can ask until:`} <Until closes={closes} zone={programme.zone} />
        </>
      }
    >
      {before && (
        <p>
          {t`Your last request did not lead to a match.`}{" "}
          <Link to="/requests/$requestId" params={{ requestId: before.id }}>
            {t`See what happened to it`}
          </Link>
        </p>
      )}
      <p>
        {none
          ? t`Every mentor is full or has as many requests as they can answer. Places come free again when requests are answered: look again later.`
          : t`You can ask one mentor at a time. Read a few profiles and ask the one you would most like to meet.`}
      </p>
      <Link to="/mentors" className="button primary">
        {t`See the mentors`}
      </Link>
      {programme.rules.groups !== "none" && (
        <p>
          <Link
            to="/groups/{-$groupId}/{-$view}"
            params={{ groupId: undefined, view: undefined }}
          >{t`See the groups that mentors lead`}</Link>
        </p>
      )}
    </NextStep>
  );
}

function Over({ programme }: { programme: ProgrammeOut }) {
  const texts = textsOf(programme);
  return (
    <NextStep title={t`Requests to mentors have closed`}>
      {texts?.unmatched_next ? (
        <ProgrammeText text={texts.unmatched_next} lang={texts.language === language ? undefined : texts.language} />
      ) : (
        <p>{t`The coordinators will look at everybody without a mentor and may suggest a pair. You’ll get an email.`}</p>
      )}
    </NextStep>
  );
}
