import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { writeAgreementMutation } from "../../api/agreements/@tanstack/react-query.gen";
import type { AgreementOut } from "../../api/agreements/types.gen";
import { type FieldProblem, readProblem } from "../../api/problem";
import { useAct } from "../../api/useAct";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { useAnnounce } from "../../ui/Status";
import { type Answers, beginningOf, sentOf, tooLong } from "./answers";
import { kept, toKeep } from "./kept";

/** What is typed, on top of which version, and saving it: nothing that somebody else saved meanwhile is written over unseen. */
export function useAgreementForm(agreement: AgreementOut, onDone: () => void) {
  const { match_id: matchId, newest, form, form_language: language } = agreement;
  const now = newest?.number ?? 0;
  const draft = `agreement:${matchId}`;
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [before] = useState(() => kept(readDraft(draft).text));
  const [answers, setAnswers] = useState<Answers>({ ...beginningOf(agreement), ...before?.answers });
  const [base, setBase] = useState(before?.base ?? now);
  const [tries, setTries] = useState(0);
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const mutationKey = ["agreement", matchId];
  const headersOf = useAct(mutationKey);
  const save = useMutation({
    ...writeAgreementMutation(),
    mutationKey,
    onSuccess: async ({ number }) => {
      dropDraft(draft);
      setBase(number);
      // What is shown next is there to be signed: not the version before.
      await queryClient.invalidateQueries(undefined, { cancelRefetch: false });
      announce(t`Saved. Now read it once more and sign it.`);
      onDone();
    },
    onError: (error) => {
      if (readProblem(error).code === "stale") void queryClient.invalidateQueries();
    },
  });
  /** Somebody has saved since this form was begun: to save mine is then a choice, made on top of theirs. */
  const behind = base < now;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const long = tooLong(form, answers);
    setProblems(long.map(({ key }) => ({ field: `field-${key}`, message: t`This is too long: shorten it.` })));
    setTries(tries + 1);
    if (long.length > 0) return;
    const body = { language, answers: sentOf(form, answers) };
    const headers = headersOf(JSON.stringify([body, now]));
    if (headers) save.mutate({ path: { match_id: matchId }, body, headers: { ...headers, "if-match": `"v${now}"` } });
  };
  const type = (typed: Answers) => {
    setAnswers(typed);
    keepDraft(draft, toKeep({ base, answers: typed }));
  };
  const takeTheirs = () => {
    dropDraft(draft);
    setAnswers(beginningOf(agreement));
    setBase(now);
  };
  const leave = () => {
    dropDraft(draft);
    onDone();
  };
  const attempt = tries + save.failureCount;
  return {
    answers,
    behind,
    problems,
    attempt,
    type,
    takeTheirs,
    leave,
    submit,
    error: save.error,
    isPending: save.isPending,
  };
}
