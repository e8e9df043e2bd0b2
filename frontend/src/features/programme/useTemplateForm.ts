import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { setAgreementTemplate } from "../../api/coordination/sdk.gen";
import { readProblem } from "../../api/problem";
import { languageName } from "../../i18n/labels";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { useAnnounce } from "../../ui/Status";
import type { Side } from "../../ui/versions/saving";
import { faultInTemplate, type TemplateVersion, templateIn, templateOptions } from "./agreementTemplate";

/** A template in the hands of somebody who may not be alone: what is typed, the version it was made from, and saving it. */
export function useTemplateForm(programmeId: string, start: TemplateVersion, language: string) {
  const draft = `agreement-template:${programmeId}:${language}`;
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [kept, setKept] = useState(() => readDraft(draft).text);
  const [base, setBase] = useState(start);
  const [body, setBody] = useState(kept || start.template.body);
  const [theirs, setTheirs] = useState<TemplateVersion>();
  const settle = (version: TemplateVersion) => {
    dropDraft(draft);
    setKept("");
    setBase(version);
    setBody(version.template.body);
  };
  const save = useMutation({
    mutationFn: async (sent: string | null) => {
      const call = { path: { programme_id: programmeId, language }, headers: { "if-match": base.etag } };
      return templateIn(await setAgreementTemplate({ ...call, body: { body: sent }, throwOnError: true }));
    },
    onSuccess: (version) => {
      settle(version);
      const saved = languageName(language);
      announce(t`The agreement has been saved: ${{ saved }}.`);
    },
    onError: async (error) => {
      if (readProblem(error).code !== "stale") return;
      const latest = await queryClient.fetchQuery(templateOptions(programmeId, language));
      // Saved by an earlier try whose answer was lost, or by somebody who wrote the same.
      if (latest.template.body === body) settle(latest);
      else setTheirs(latest);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(body);
  };
  const type = (typed: string) => {
    setBody(typed);
    keepDraft(draft, { text: typed });
  };
  const decided = (side: Side) => {
    if (!theirs) return;
    setBase(theirs);
    setTheirs(undefined);
    if (side === "theirs") settle(theirs);
    announce(t`The form now has what you chose. Check it and save.`);
  };
  return {
    body,
    own: base.template.own,
    restored: kept !== "" && kept !== base.template.body,
    theirs,
    fault: faultInTemplate(save.error),
    error: save.error,
    isPending: save.isPending,
    submit,
    type,
    decided,
    startAgain: () => settle(base),
    putOff: () => setTheirs(undefined),
    useStandard: () => !save.isPending && save.mutate(null),
  };
}
