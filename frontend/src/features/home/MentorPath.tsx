import { plural, t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { showEnd, showPeriod } from "../../ui/dates";
import { type MentorStage, mentorStages } from "./mentorStages";
import type { Situation } from "./nextStep";
import { PathStep } from "./PathStep";

/** A mentor's own way through the programme: what each step asks, when, and where they are (R47). */
export function MentorPath({ situation, programme }: { situation: Situation; programme: ProgrammeOut }) {
  return (
    <section>
      <h2>{t`Your steps as a mentor`}</h2>
      <ol className="path">
        {mentorStages(situation).map(({ key, state }) => {
          const when = times[key]?.(programme, situation);
          return (
            <PathStep key={key} state={state} name={names[key]()} here={t`You are here`}>
              {state !== "done" && <p>{inItsWords(programme, asks[key](programme))}</p>}
              {state !== "done" && when && <p className="muted">{when}</p>}
            </PathStep>
          );
        })}
      </ol>
    </section>
  );
}

const names: Record<MentorStage, () => string> = {
  profile: () => t`Profile`,
  wait: () => t`Waiting for requests`,
  answer: () => t`Answering`,
  meet: () => t`First meeting`,
};

const asks: Record<MentorStage, (programme: ProgrammeOut) => string> = {
  profile: () => t`Tell us about yourself, confirm your address and publish your profile.`,
  wait: ({ rules }) =>
    rules.mentor_admission === "approval"
      ? t`A coordinator will check your profile, and then [mentees] can ask you. You don’t need to do anything: you’ll get an email with every request.`
      : t`[Mentees] can ask you. You don’t need to do anything: you’ll get an email with every request.`,
  answer: ({ rules: { request_days: days = 5 } }) =>
    plural(
      { days },
      {
        one: "Say yes or no within # day. If you don’t answer, a request closes automatically.",
        other: "Say yes or no within # days. If you don’t answer, a request closes automatically.",
      },
    ),
  meet: () =>
    t`Once you say yes, you both have each other’s contact details. Agree on a time to meet within the next few days.`,
};

type When = (programme: ProgrammeOut, situation: Situation) => string | undefined;
const times: Partial<Record<MentorStage, When>> = {
  profile: ({ zone }, { own: { publish_until: closes } }) => {
    const until = closes && showEnd(closes, zone);
    return until ? t`By: ${{ until }}` : undefined;
  },
  wait: ({ clock, zone }) => showPeriod(clock.requests_opens, clock.requests_closes, zone),
};
