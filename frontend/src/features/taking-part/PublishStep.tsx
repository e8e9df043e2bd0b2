import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, lazy, Suspense } from "react";
import type { OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";
import { publishProfileMutation } from "../../api/taking-part/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { inItsWords } from "../../i18n/menteeWord";
import { FailedAct } from "../../ui/FailedAct";
import { MenteeProfile } from "../../ui/MenteeProfile";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { Waiting } from "../../ui/Waiting";
import type { Own } from "./ownProfile";
import { partProblems } from "./partProblems";
import { openSteps, stepsOf } from "./steps";
import { Warnings } from "./Warnings";

/** Only programmes with a register need it. */
const RegisterCheck = lazy(async () => ({ default: (await import("./RegisterCheck")).RegisterCheck }));

type PublishStepProps = { own: Own; part: OwnPartOut; programme: ProgrammeOut; onDone: () => void };

/** What is still needed, what to think about, how others see it; and the press that makes it count. */
export function PublishStep({ own, part, programme, onDone }: PublishStepProps) {
  const byRegister = part.role === "mentor" && programme.rules.mentor_admission === "register";
  return (
    <>
      <Missing own={own} part={part} />
      <Warnings warnings={own.warnings} programme={programme} />
      {own.profile.role === "mentee" ? (
        <section>
          <h2>{t`What the mentor you ask sees`}</h2>
          <MenteeProfile profile={own.profile} programme={programme} />
        </section>
      ) : (
        <p>
          <Link to="/profile/preview">{inItsWords(programme, t`See your profile as [mentees] see it`)}</Link>
        </p>
      )}
      {byRegister && (
        <Suspense fallback={<Waiting />}>
          <RegisterCheck part={part} name={own.profile.name} onIn={onDone} />
        </Suspense>
      )}
      {part.state === "draft" ? (
        <Publish part={part} programme={programme} ready={own.missing.length === 0} onDone={onDone} />
      ) : (
        <p>
          <Link to="/" className="button primary">
            {t`Go to your home page`}
          </Link>
        </p>
      )}
    </>
  );
}

function Missing({ own, part }: { own: Own; part: OwnPartOut }) {
  const open = openSteps(stepsOf(part.role), own.missing, "active");
  if (open.length === 0) return null;
  return (
    <div className="notice">
      <p>{t`Something is still missing in:`}</p>
      <ul>
        {open.map((step) => (
          <li key={step.key}>
            <Link to="/profile" search={{ step: step.key }}>
              {step.title}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

type PublishProps = { part: OwnPartOut; programme: ProgrammeOut; ready: boolean; onDone: () => void };

function Publish({ part, programme, ready, onDone }: PublishProps) {
  const announce = useAnnounce();
  const mutationKey = ["publish", part.id];
  const headersOf = useAct(mutationKey);
  const publish = useMutation({
    ...publishProfileMutation(),
    mutationKey,
    onSuccess: ({ state }) => {
      announce(
        state === "submitted"
          ? t`Thank you! A coordinator will look at your profile, and you’ll get an email when you are in.`
          : t`Your profile is published. You are now taking part.`,
      );
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = ready && headersOf();
    if (headers) publish.mutate({ path: { participant_id: part.id }, headers });
  };
  const approval = part.role === "mentor" && programme.rules.mentor_admission === "approval";
  return (
    <form onSubmit={submit}>
      {approval && (
        <p>{inItsWords(programme, t`A coordinator looks at every mentor’s profile before [mentees] see it.`)}</p>
      )}
      <FailedAct error={publish.error} own={publishProblems()} />
      {ready && (
        <div className="actions">
          <SubmitButton pending={publish.isPending}>{t`Publish my profile`}</SubmitButton>
        </div>
      )}
    </form>
  );
}

const publishProblems = () => ({
  ...partProblems(),
  window_closed: t`Sign-up has closed, so the profile can no longer be published. The organisers can still invite you: write to them.`,
  window_not_open: t`Sign-up has not opened yet. Your draft is kept: come back when it has.`,
  profile_incomplete: t`Something is still missing. Reload the page to see what.`,
});
