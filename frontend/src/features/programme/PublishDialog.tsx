import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { publishProgrammeMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { inItsWords } from "../../i18n/menteeWord";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { programmeProblems } from "./faults";
import { readiness } from "./readiness";

export function PublishDialog({ programme, onClose }: { programme: ProgrammeOut; onClose: () => void }) {
  const announce = useAnnounce();
  const mutationKey = ["publish", programme.id];
  const headersOf = useAct(mutationKey);
  const publish = useMutation({
    ...publishProgrammeMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The programme is public now.`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) publish.mutate({ path: { programme_id: programme.id }, headers });
  };
  const missing = readiness(programme).filter(({ done }) => !done);
  return (
    <Dialog title={t`Publish the programme?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          {inItsWords(
            programme,
            t`It becomes public: everybody can read its texts and schedule, even without signing in. Mentors and [mentees] can sign up when their sign-up opens.`,
          )}
        </p>
        <p>{t`You can change dates, rules and texts afterwards too. You can’t make it a draft again.`}</p>
        {missing.length > 0 && (
          <div className="notice">
            <p>{t`Still missing:`}</p>
            <ul>
              {missing.map(({ words }) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </div>
        )}
        <FailedAct error={publish.error} own={programmeProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Not yet`}
          </button>
          <SubmitButton pending={publish.isPending}>{t`Publish now`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
