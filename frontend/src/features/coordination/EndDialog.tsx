import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { endMatchMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchMemberOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { SelectField, TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { endingOf } from "./ending";
import { noteLimits, noteProblem } from "./notes";
import { endProblems } from "./pairProblems";
import { causeName, endCauses } from "./pairWords";

type EndDialogProps = {
  /** The match's. */
  id: string;
  /** What it is called. */
  names: string;
  group: boolean;
  /** Whom to take out of a group that goes on; without, all of it ends. */
  leaver?: MatchMemberOut;
  onClose: () => void;
};

export function EndDialog({ id, names, group, leaver, onClose }: EndDialogProps) {
  const draft = `end:${id}:${leaver?.participant_id ?? ""}`;
  const words = leaver ? ofLeaver(leaver.name) : group ? ofGroup() : ofPair();
  const announce = useAnnounce();
  const mutationKey = ["end", id, leaver?.participant_id ?? ""];
  const headersOf = useAct(mutationKey);
  const end = useMutation({
    ...endMatchMutation(),
    mutationKey,
    onSuccess: () => {
      dropDraft(draft);
      announce(words.done);
      onClose();
    },
  });
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const ending = endingOf(new FormData(event.currentTarget));
    const body = { ...ending, ...(leaver && { participant_id: leaver.participant_id }) };
    const problem = noteProblem(body.farewell ?? "", noteLimits.farewell);
    setFault(problem);
    if (problem) return document.getElementById("farewell")?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (headers) end.mutate({ path: { match_id: id }, body, headers });
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>
          <bdi>{names}</bdi>
        </p>
        <p>{words.follows}</p>
        <SelectField
          name="cause"
          label={t`Reason`}
          help={t`Only coordinators see it, in the audit trail.`}
          choices={[
            { value: "", label: t`Not given` },
            ...endCauses.map((value) => ({ value, label: causeName(value) })),
          ]}
          optional
        />
        <TextArea
          name="farewell"
          defaultValue={readDraft(draft).text}
          onChange={(event) => keepDraft(draft, { text: event.target.value })}
          label={words.farewell}
          help={words.farewellHelp}
          error={fault}
          limit={noteLimits.farewell}
          dir="auto"
          optional
        />
        <FailedAct error={end.error} own={endProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={end.isPending}>{words.button}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

const ofPair = () => ({
  title: t`End this pair?`,
  follows: t`Both are told straight away that the mentoring has ended, but not why. Their shared page no longer shows contact details. You can’t undo this.`,
  farewell: t`Message to both`,
  farewellHelp: t`Both can read it on their shared page.`,
  button: t`End the pair`,
  done: t`The pair has ended. Both get an email, and the mentor’s place is free again.`,
});

const ofGroup = () => ({
  title: t`End this group?`,
  follows: t`Everybody in the group is told straight away that it has ended, but not why. Its page no longer shows contact details. You can’t undo this.`,
  farewell: t`Message to the group`,
  farewellHelp: t`Everybody who was in it can read it on its page.`,
  button: t`End the group`,
  done: t`The group has ended. Everybody gets an email, and the mentors’ places are free again.`,
});

const ofLeaver = (name: string) => ({
  title: t`Remove from the group: ${{ name }}`,
  follows: t`The group carries on without ${{ name }}, who is told that it has ended for them, but not why. Those who had the contact details of ${{ name }} are told, too. If it was the last mentor, the group ends for everybody.`,
  farewell: t`Message to those who stay`,
  farewellHelp: t`It appears in the email to those who had the contact details.`,
  button: t`Remove them`,
  done: t`${{ name }} is no longer in the group.`,
});
