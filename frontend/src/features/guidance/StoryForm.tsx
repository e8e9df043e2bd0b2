import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { listStoriesQueryKey, offerStoryMutation } from "../../api/guidance/@tanstack/react-query.gen";
import type { StoriesOut, StoryOut } from "../../api/guidance/types.gen";
import { type FieldProblem, fieldProblems } from "../../api/problem";
import { useAct } from "../../api/useAct";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { StoryFields } from "./StoryFields";
import { storyFaults, storyIn } from "./storyValues";

type StoryFormProps = { programme: ProgrammeOut; stories: StoriesOut; mine: StoryOut | undefined; onDone: () => void };

export function StoryForm({ programme, stories, mine, onDone }: StoryFormProps) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const draft = `story:${programme.id}`;
  const path = { programme_id: programme.id };
  const mutationKey = ["story", programme.id];
  const headersOf = useAct(mutationKey);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const [tries, setTries] = useState(0);
  const offer = useMutation({
    ...offerStoryMutation(),
    mutationKey,
    onSuccess: async () => {
      dropDraft(draft);
      announce(t`Thank you. A coordinator reads it before it is shown.`);
      await queryClient.invalidateQueries({ queryKey: listStoriesQueryKey({ path }) });
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const found = storyFaults(form);
    setOwn(found);
    setTries(tries + 1);
    offer.reset();
    if (found.length > 0) return;
    const body = storyIn(form, stories.consent_version);
    const headers = headersOf(JSON.stringify(body));
    if (headers) offer.mutate({ path, body, headers });
  };
  const problems = own.length > 0 ? own : offer.error ? fieldProblems(offer.error) : [];
  const changed = t`What you agree to has changed in the meantime. Your text is kept: reload the page, read it again and send.`;
  return (
    <form noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={tries + offer.failureCount} />
      <StoryFields
        programme={programme}
        stories={stories}
        text={readDraft(draft).text || mine?.text || ""}
        shownAs={mine?.shown_as ?? "first_name"}
        problems={problems}
        onText={(text) => keepDraft(draft, { text })}
      />
      {problems.length === 0 && <FailedAct error={offer.error} own={{ terms_changed: changed }} />}
      <div className="actions">
        <button type="button" onClick={onDone}>
          {t`Cancel`}
        </button>
        <SubmitButton pending={offer.isPending}>{t`Offer my story`}</SubmitButton>
      </div>
    </form>
  );
}
