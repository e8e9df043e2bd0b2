import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { raiseConcernMutation } from "../../api/concerns/@tanstack/react-query.gen";
import type { RecipientsOut } from "../../api/concerns/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { useAct } from "../../api/useAct";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { CheckField, ChoiceGroup, TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { concernProblems, faultWords } from "./concernWords";
import { faultsOf, firstChosen, wordsLimit } from "./telling";

type About = { id: string; name: string } | "" | undefined;
type TellFormProps = { programme: ProgrammeOut; known: RecipientsOut; match: About };

export function TellForm({ programme, known, match }: TellFormProps) {
  const draft = `tell:${programme.id}`;
  const { problems, attempt, pending, error, submit } = useTelling(programme, known, match, draft);
  const errorOf = (field: string) => problems.find((each) => each.field === field)?.message;
  const name = match ? match.name : "";
  return (
    <form noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {problems.length === 0 && <FailedAct error={error} own={concernProblems()} />}
      <TextArea
        name="words"
        label={t`What would you like to tell?`}
        help={t`Write as much as you like; you can add to it later. In an emergency, call 112.`}
        defaultValue={readDraft(draft).text}
        onChange={(event) => keepDraft(draft, { text: event.target.value })}
        error={errorOf("words")}
        limit={wordsLimit}
        rows={8}
        dir="auto"
      />
      {match && (
        <CheckField
          name="about"
          label={name ? t`This is about my mentoring with: ${{ name }}` : t`This is about my mentoring`}
          defaultChecked
        />
      )}
      <ChoiceGroup
        type="checkbox"
        name="recipients"
        label={t`Who reads it`}
        help={t`Only the people you choose. Leave somebody out if it is about them, or if you would rather not tell them. At least two are needed, so that nobody is alone with it.`}
        choices={known.recipients.map(({ person_id: value, name: label, partner }) => ({
          value,
          label,
          ...(partner && { help: t`You are in a mentoring pair or group with this person.` }),
        }))}
        chosen={firstChosen(known)}
        error={errorOf("recipients")}
      />
      <p>{t`They get an email without your words and read them here. They see your name. What you write is in no list, report or export, and is deleted with the programme’s other texts.`}</p>
      <div className="actions">
        <SubmitButton pending={pending}>{t`Tell them`}</SubmitButton>
      </div>
    </form>
  );
}

function useTelling(programme: ProgrammeOut, known: RecipientsOut, match: About, draft: string) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const mutationKey = ["tell", programme.id];
  const headersOf = useAct(mutationKey);
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [tries, setTries] = useState(0);
  const tell = useMutation({
    ...raiseConcernMutation(),
    mutationKey,
    onSuccess: async ({ id }) => {
      dropDraft(draft);
      announce(t`Thank you for telling them. The people you chose get an email now.`);
      await navigate({ to: "/concerns/$concernId", params: { concernId: id } });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const words = String(form.get("words") ?? "").trim();
    const recipients = form.getAll("recipients").map(String);
    const faults = faultsOf(words, recipients, known.fewest);
    setProblems(faults.map(faultWords));
    setTries(tries + 1);
    if (faults.length > 0) return;
    const body = { words, recipients, match_id: match && form.has("about") ? match.id : null };
    const headers = headersOf(JSON.stringify(body));
    if (headers) tell.mutate({ path: { programme_id: programme.id }, body, headers });
  };
  return { problems, attempt: tries + tell.failureCount, pending: tell.isPending, error: tell.error, submit };
}
