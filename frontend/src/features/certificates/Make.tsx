import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { issueCertificateMutation, readCertificateQueryKey } from "../../api/certificates/@tanstack/react-query.gen";
import type { Role } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { certificateProblems } from "./problems";

type MakeProps = { participantId: string; role: Role | undefined };

/** Thanks, and the press that makes the certificate; whoever wants another name on it changes it before. */
export function Make({ participantId, role }: MakeProps) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const path = { participant_id: participantId };
  const mutationKey = ["issue-certificate", participantId];
  const headersOf = useAct(mutationKey);
  const issue = useMutation({
    ...issueCertificateMutation(),
    mutationKey,
    meta: { tellsItself: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: readCertificateQueryKey({ path }) });
      announce(t`Your certificate is ready.`);
    },
  });
  const press = () => {
    const headers = headersOf();
    if (headers) issue.mutate({ path, headers });
  };
  return (
    <section className="card">
      <h2>{t`Thank you for taking part`}</h2>
      <p>
        {role === "mentor"
          ? t`You have given your time and your experience to somebody who is finding their way. That means a great deal.`
          : t`We hope that the conversations with your mentor will stay with you.`}
      </p>
      <p>
        {t`The certificate shows the name that is in your profile now.`}{" "}
        <Link to="/profile">{t`Look at your profile`}</Link>
      </p>
      <FailedAct error={issue.error} own={certificateProblems()} />
      <p>
        <button type="button" className="primary" aria-disabled={issue.isPending} onClick={press}>
          {t`Create my certificate`}
        </button>
      </p>
    </section>
  );
}
