import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { releaseRequest } from "../../api/coordination/sdk.gen";
import { acceptRequest, declineRequest, withdrawRequest } from "../../api/generated/sdk.gen";
import type { RequestOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

type Act = "accept" | "decline" | "withdraw" | "release";
type Sent = { path: { request_id: string }; headers: { "idempotency-key": string } };

const calls: Record<Act, (sent: Sent) => Promise<unknown>> = {
  accept: (sent) => acceptRequest({ ...sent, throwOnError: true }),
  decline: (sent) => declineRequest({ ...sent, throwOnError: true }),
  withdraw: (sent) => withdrawRequest({ ...sent, throwOnError: true }),
  release: (sent) => releaseRequest({ ...sent, throwOnError: true }),
};

/** When somebody has told a coordinator by other ways what they want: said once more, and written to them (R15). */
export function OnBehalf({ request }: { request: RequestOut }) {
  const [act, setAct] = useState<Act>();
  return (
    <section>
      <h2>{t`On somebody’s behalf`}</h2>
      <p>{t`Only when they have asked you to. Whom you act for gets a mail about it, and it is written into the audit trail.`}</p>
      <div className="actions">
        {acts.map((each) => (
          <button key={each} type="button" onClick={() => setAct(each)}>
            {words[each](request).button}
          </button>
        ))}
      </div>
      {act && <ActDialog act={act} request={request} onClose={() => setAct(undefined)} />}
    </section>
  );
}

function ActDialog({ act, request, onClose }: { act: Act; request: RequestOut; onClose: () => void }) {
  const announce = useAnnounce();
  const mutationKey = [act, request.id];
  const headersOf = useAct(mutationKey);
  const { title, text, button, done } = words[act](request);
  const send = useMutation({
    mutationKey,
    mutationFn: calls[act],
    onSuccess: () => {
      announce(done);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) send.mutate({ path: { request_id: request.id }, headers });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{text}</p>
        <FailedAct error={send.error} own={problems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Leave it as it is`}
          </button>
          <SubmitButton pending={send.isPending}>{button}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

type Words = { title: string; text: string; button: string; done: string };
const acts: readonly Act[] = ["accept", "decline", "withdraw", "release"];

const words: Record<Act, (request: RequestOut) => Words> = {
  accept: ({ mentor: { name } }) => ({
    title: t`Say yes for: ${{ name }}`,
    text: t`They become a pair, and both get each other’s contact details by mail. This can’t be taken back. If the mentor’s places are full then, other requests to them are closed.`,
    button: t`Say yes for the mentor`,
    done: t`They are a pair now. Both have been mailed.`,
  }),
  decline: ({ mentor: { name } }) => ({
    title: t`Decline for: ${{ name }}`,
    text: t`The student hears that the mentor can’t this time, and may ask somebody else, but not this mentor again.`,
    button: t`Decline for the mentor`,
    done: t`Declined. The student has been told.`,
  }),
  withdraw: ({ mentee: { name } }) => ({
    title: t`Withdraw for: ${{ name }}`,
    text: t`The mentor hears that the request has been withdrawn. The student may ask again, this mentor too.`,
    button: t`Withdraw for the student`,
    done: t`Withdrawn. The mentor has been told.`,
  }),
  release: () => ({
    title: t`Close this request?`,
    text: t`Both hear that you have closed it. The student may ask again, this mentor too.`,
    button: t`Close the request`,
    done: t`Closed. Both have been told.`,
  }),
};

const problems = () => ({
  request_not_pending: t`This request is no longer open. Reload the page to see what happened to it.`,
  mentor_full: t`The mentor has no free place. Give them another one first, if they agree.`,
  mentee_already_matched: t`The student has just got a mentor.`,
  contact_missing: t`One of the two has not confirmed a contact address yet, so nothing could be passed on. Ask them to do it.`,
});
