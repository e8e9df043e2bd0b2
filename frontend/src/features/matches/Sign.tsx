import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { signAgreementMutation } from "../../api/agreements/@tanstack/react-query.gen";
import type { AgreementVersionOut } from "../../api/agreements/types.gen";
import { readProblem } from "../../api/problem";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { CheckField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { agreementProblems } from "./agreementProblems";

/** Signs the version that is on the page: another one that came meanwhile is shown first. */
export function Sign({ matchId, version }: { matchId: string; version: AgreementVersionOut }) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const mutationKey = ["sign", matchId];
  const headersOf = useAct(mutationKey);
  const [fault, setFault] = useState<string>();
  const sign = useMutation({
    ...signAgreementMutation(),
    mutationKey,
    onSuccess: ({ state }) =>
      announce(
        state === "in_force"
          ? t`You have signed, and so has everybody else. The agreement applies from now on.`
          : t`You have signed. The others get an email and can sign as well.`,
      ),
    onError: (error) => {
      if (readProblem(error).code === "agreement_changed") void queryClient.invalidateQueries();
    },
  });
  if (version.signatures.some(({ mine, signed_at: at }) => mine && at)) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const agrees = new FormData(event.currentTarget).has("agrees");
    setFault(agrees ? undefined : t`Tick this first if you agree. If you don’t, change the agreement instead.`);
    if (!agrees) return document.getElementById("agrees")?.focus();
    const headers = headersOf(String(version.number));
    if (headers) sign.mutate({ path: { match_id: matchId }, body: { number: version.number }, headers });
  };
  return (
    <form className="screen-only" noValidate onSubmit={submit}>
      <h2>{t`Sign`}</h2>
      <FailedAct error={sign.error} own={agreementProblems()} />
      <CheckField name="agrees" label={t`I have read the agreement and want to keep to it.`} error={fault} />
      <div className="actions">
        <SubmitButton pending={sign.isPending}>{t`Sign the agreement`}</SubmitButton>
      </div>
    </form>
  );
}
