import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { proposeMatchMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { Override } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { readProblem } from "../../api/problem";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { dropDraft } from "../../ui/draft";
import { Facts } from "../../ui/Facts";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { Fit } from "./Fit";
import { noteLimits, noteProblem, wordsOf } from "./notes";
import { overridesFor } from "./overrides";
import { ProposeFields } from "./ProposeFields";
import { proposeProblems } from "./pairProblems";
import { roleName } from "./personWords";
import type { Someone } from "./someone";
import { useGroupsOf } from "./useGroupsOf";
import { usePairFacts } from "./usePairFacts";

type ProposeDialogProps = { mentor: Someone; mentee: Someone; programme: ProgrammeOut; onClose: () => void };

/** Suggests a pair. What may be set aside is offered when the server has said that it stands in the way. */
export function ProposeDialog({ mentor, mentee, programme, onClose }: ProposeDialogProps) {
  const facts = usePairFacts(programme.id, mentor, mentee);
  const groups = useGroupsOf(mentor.id, programme);
  const [offered, setOffered] = useState<readonly Override[]>([]);
  const [fault, setFault] = useState<string>();
  const announce = useAnnounce();
  const draft = `propose:${mentor.id}:${mentee.id}`;
  const mutationKey = ["propose", mentor.id, mentee.id];
  const headersOf = useAct(mutationKey);
  const propose = useMutation({
    ...proposeMatchMutation(),
    mutationKey,
    onSuccess: () => {
      dropDraft(draft);
      announce(t`Suggested. Both get an email and are asked for a yes or a no.`);
      onClose();
    },
    onError: (error) => {
      const more = overridesFor(readProblem(error).code, facts);
      setOffered((known) => [...new Set([...known, ...more])]);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const note = wordsOf(form, "note");
    const problem = noteProblem(note, noteLimits.proposal);
    setFault(problem);
    if (problem) return document.getElementById("note")?.focus();
    const overrides = offered.filter((each) => form.getAll("overrides").includes(each));
    const group = groups.find(({ id }) => id === form.get("group"));
    const body = { mentor_id: mentor.id, mentee_id: mentee.id, note, overrides, ...(group && { group_id: group.id }) };
    const headers = headersOf(JSON.stringify(body));
    if (headers) propose.mutate({ path: { programme_id: programme.id }, body, headers });
  };
  const code = propose.error ? readProblem(propose.error).code : "";
  const own = proposeProblems(overridesFor(code, facts), propose.variables?.body.overrides ?? [], programme);
  return (
    <Dialog title={groups.length > 0 ? t`Suggest them to each other?` : t`Suggest this pair?`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Facts
          facts={[
            [roleName("mentor", programme), mentor.name],
            [roleName("mentee", programme), mentee.name],
          ]}
        />
        {facts.found && <Fit found={facts.found} programme={programme} />}
        <ProposeFields
          draft={draft}
          fault={fault}
          offered={offered}
          error={propose.error}
          own={own}
          programme={programme}
          groups={groups}
        />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={propose.isPending}>{t`Send the suggestion`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
