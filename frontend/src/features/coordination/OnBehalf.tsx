import { t } from "@lingui/core/macro";
import { releaseRequest } from "../../api/coordination/sdk.gen";
import { acceptRequest, declineRequest, withdrawRequest } from "../../api/generated/sdk.gen";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { BehalfActs } from "./BehalfActs";
import type { Behalf } from "./BehalfDialog";

type Act = "accept" | "decline" | "withdraw" | "release";
type Sent = { path: { request_id: string }; headers: { "idempotency-key": string } };

const calls: Record<Act, (sent: Sent) => Promise<unknown>> = {
  accept: (sent) => acceptRequest({ ...sent, throwOnError: true }),
  decline: (sent) => declineRequest({ ...sent, throwOnError: true }),
  withdraw: (sent) => withdrawRequest({ ...sent, throwOnError: true }),
  release: (sent) => releaseRequest({ ...sent, throwOnError: true }),
};
const acts: readonly Act[] = ["accept", "decline", "withdraw", "release"];

/** What a coordinator may do with a request for one of its two sides. */
export function OnBehalf({ request, programme }: { request: RequestOut; programme: ProgrammeOut }) {
  return <BehalfActs acts={acts.map((act) => behalf(act, request, programme))} problems={problems(programme)} />;
}

function behalf(act: Act, request: RequestOut, programme: ProgrammeOut): Behalf {
  const { title, text, button, done } = words[act](request);
  const path = { request_id: request.id };
  return {
    key: [act, request.id],
    title: inItsWords(programme, title),
    text: inItsWords(programme, text),
    button: inItsWords(programme, button),
    send: async (headers) => calls[act]({ path, headers }).then(() => inItsWords(programme, done)),
  };
}

type Words = { title: string; text: string; button: string; done: string };

const words: Record<Act, (request: RequestOut) => Words> = {
  accept: ({ mentor: { name } }) => ({
    title: t`Say yes for: ${{ name }}`,
    text: t`They become a pair, and both get each other’s contact details by email. This can’t be undone. If the mentor’s places are full then, other requests to them are closed.`,
    button: t`Say yes for the mentor`,
    done: t`They are a pair now. Both have been emailed.`,
  }),
  decline: ({ mentor: { name } }) => ({
    title: t`Decline for: ${{ name }}`,
    text: t`The [mentee] is told that the mentor can’t this time, and may ask somebody else, but not this mentor again.`,
    button: t`Decline for the mentor`,
    done: t`Declined. The [mentee] has been told.`,
  }),
  withdraw: ({ mentee: { name } }) => ({
    title: t`Withdraw for the [mentee]: ${{ name }}`,
    text: t`The mentor is told that the request has been withdrawn. The [mentee] may ask again, this mentor too.`,
    button: t`Withdraw for the [mentee]`,
    done: t`Withdrawn. The mentor has been told.`,
  }),
  release: () => ({
    title: t`Close this request?`,
    text: t`Both are told that you have closed it. The [mentee] may ask again, this mentor too.`,
    button: t`Close the request`,
    done: t`Closed. Both have been told.`,
  }),
};

const problems = (programme: ProgrammeOut) => ({
  request_not_pending: t`This request is no longer open. Reload the page to see what happened to it.`,
  group_full: t`The group has no free place any more. Give it another one first.`,
  group_not_available: t`The group has ended, or nobody who leads it takes part now.`,
  mentor_full: t`The mentor has no free place. Give them another one first, if they agree.`,
  mentee_already_matched: inItsWords(programme, t`The [mentee] has just got a mentor.`),
  contact_missing: t`One of the two has not confirmed a contact address yet, so nothing could be passed on. Ask them to do it.`,
});
