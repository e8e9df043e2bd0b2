import type { QueryClient } from "@tanstack/react-query";
import {
  listParticipantsOptions,
  readMessageSummaryOptions,
  readRhythmSummaryOptions,
} from "../../api/coordination/@tanstack/react-query.gen";
import { listRequestsOptions, readHomeOptions } from "../../api/generated/@tanstack/react-query.gen";

/** What a coordinator's front page asks of the programme with this id: what waits for somebody, and for whom. */
export function whatWaits(programmeId: string) {
  const path = { programme_id: programmeId };
  return {
    toApprove: listParticipantsOptions({ path, query: { state: "submitted", limit: 1 } }),
    requests: listRequestsOptions({ path, query: { state: "pending", limit: 20 } }),
    mails: readMessageSummaryOptions({ path }),
    pairs: readRhythmSummaryOptions({ path }),
    home: readHomeOptions({ path }),
  };
}

/** Everything at once, before the page is drawn: a card that comes late would push down what stands below it. */
export async function prefetchWhatWaits(queryClient: QueryClient, programmeId: string) {
  const { toApprove, requests, mails, pairs, home } = whatWaits(programmeId);
  await Promise.all([
    queryClient.prefetchQuery(toApprove),
    queryClient.prefetchQuery(requests),
    queryClient.prefetchQuery(mails),
    queryClient.prefetchQuery(pairs),
    queryClient.prefetchQuery(home),
  ]);
}
