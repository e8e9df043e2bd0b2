import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { MatchOut } from "../../api/generated/types.gen";
import { reviewGoalMutation } from "../../api/months/@tanstack/react-query.gen";
import type { OneGoalOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { Moment } from "../../ui/Moment";
import { OwnWords } from "../../ui/OwnWords";
import { ownZone } from "../../ui/ownZone";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { goalProblems } from "./monthsWords";

type ReviewsProps = { goal: OneGoalOut; match: MatchOut; active: boolean };

/** What members said of a goal when they looked at it together. */
export function Reviews({ goal, match, active }: ReviewsProps) {
  const nameOf = (id: string) => match.members.find((each) => each.participant_id === id)?.name ?? "";
  return (
    <section aria-labelledby="reviews">
      <h2 id="reviews">{t`Looking back`}</h2>
      {goal.reviews.length === 0 && <p>{t`When you meet, ask how it is going, and write a line about it here.`}</p>}
      {goal.reviews.map((review) => (
        <article key={review.id} className="card">
          <h3>
            <bdi>{nameOf(review.written_by)}</bdi>
          </h3>
          <p className="muted">
            <Moment at={review.created_at} zone={ownZone()} />
          </p>
          <OwnWords text={review.words} />
        </article>
      ))}
      {active && <Review goalId={goal.id} />}
    </section>
  );
}

function Review({ goalId }: { goalId: string }) {
  const announce = useAnnounce();
  const [written, setWritten] = useState(0);
  const [missing, setMissing] = useState(false);
  const mutationKey = ["review", goalId];
  const headersOf = useAct(mutationKey);
  const review = useMutation({
    ...reviewGoalMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`Written down for all of you to see.`);
      setWritten((before) => before + 1); // an empty form
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = { words: String(new FormData(event.currentTarget).get("words") ?? "").trim() };
    setMissing(!body.words);
    if (!body.words) return document.getElementById("words")?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (headers) review.mutate({ path: { goal_id: goalId }, body, headers });
  };
  return (
    <form key={written} noValidate onSubmit={submit}>
      <TextArea
        name="words"
        label={t`How it is going`}
        error={missing ? t`Write a few words.` : undefined}
        limit={3000}
        dir="auto"
      />
      <FailedAct error={review.error} own={goalProblems()} />
      <div className="actions">
        <SubmitButton pending={review.isPending}>{t`Write it down`}</SubmitButton>
      </div>
    </form>
  );
}
