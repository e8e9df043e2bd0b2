import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { OwnWords } from "../../ui/OwnWords";
import { NextStep } from "./NextStep";
import type { Outside } from "./nextStep";
import { Until } from "./Until";

type Of<K extends Outside["kind"]> = Extract<Outside, { kind: K }>;

/** For whoever does not take part (yet, just now, or any more). */
export function OutsideStep({ step, programme }: { step: Outside; programme: ProgrammeOut }) {
  const { contact_address: contact, zone } = programme;
  switch (step.kind) {
    case "draft":
      return step.late ? <LateDraft contact={contact} /> : <Draft step={step} programme={programme} />;
    case "paused":
      return <Paused step={step} zone={zone} />;
    case "submitted":
      return (
        <NextStep title={t`Your profile is waiting for approval`}>
          <p>{t`A coordinator will check it. You’ll get an email when you are in.`}</p>
          {programme.rules.mentor_admission === "register" && programme.participant?.role === "mentor" && (
            <p>
              <Link to="/profile" search={{ step: "publish" }} className="button primary">
                {t`Check whether you are in the register`}
              </Link>
            </p>
          )}
        </NextStep>
      );
    default:
      return (
        <NextStep title={t`You are no longer in this programme`}>
          <p>{t`This page only shows how things were.`}</p>
          <Questions contact={contact} />
        </NextStep>
      );
  }
}

function Draft({ step: { until, sentBack }, programme }: { step: Of<"draft">; programme: ProgrammeOut }) {
  const { participant, rules } = programme;
  const looked = participant?.role === "mentor" && rules.mentor_admission === "approval";
  const then = looked
    ? inItsWords(programme, t`A coordinator looks at it before [mentees] see it.`)
    : t`You will be taking part as soon as it is published.`;
  return (
    <NextStep
      title={sentBack ? t`Your profile needs another look` : t`Your profile is not published yet`}
      until={
        until && (
          <>
            {t`Publish it by:`} <Until closes={until} zone={programme.zone} />
          </>
        )
      }
    >
      {sentBack ? <SentBack note={sentBack.note} /> : <p>{then}</p>}
      <p>
        <Link to="/profile" className="button primary">
          {sentBack ? t`Edit my profile` : t`Fill in my profile`}
        </Link>
      </p>
      <Questions contact={programme.contact_address} />
    </NextStep>
  );
}

/** The same words as in the mail about it: whoever has no mail at hand needs them too. */
function SentBack({ note }: { note: string | null }) {
  return (
    <>
      <p>{t`A coordinator has read it and sent it back. Everything you have written is still there: change what needs changing and publish it again.`}</p>
      {note && (
        <>
          <p>{t`The coordinator writes:`}</p>
          <blockquote>
            <OwnWords text={note} />
          </blockquote>
        </>
      )}
    </>
  );
}

function LateDraft({ contact }: { contact: string }) {
  return (
    <NextStep title={t`Sign-up has closed`}>
      <p>{t`Your profile was not published in time, so you are not taking part. If you would still like to, write to the organisers: they can invite you.`}</p>
      <Questions contact={contact} />
    </NextStep>
  );
}

function Paused({ step: { closes }, zone }: { step: Of<"paused">; zone: string }) {
  return (
    <NextStep
      title={t`You are on a break`}
      until={
        closes && (
          <>
            {t`Requests can be sent until:`} <Until closes={closes} zone={zone} />
          </>
        )
      }
    >
      <p>{t`You won’t get new requests, and can’t send any, until you come back.`}</p>
      <p>
        <Link to="/taking-part" className="button primary">
          {t`End the break`}
        </Link>
      </p>
    </NextStep>
  );
}

const Questions = ({ contact }: { contact: string }) => (
  <p>
    {t`Questions? Write to:`} <a href={`mailto:${contact}`}>{contact}</a>
  </p>
);
