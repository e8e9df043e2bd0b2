import { approveParticipant, removeParticipant } from "../../api/coordination/sdk.gen";
import { pauseParticipant, publishProfile, resumeParticipant } from "../../api/taking-part/sdk.gen";
import type { PersonAct } from "./acts";

type Sent = { path: { participant_id: string }; headers: { "idempotency-key": string } };
export type PlainAct = Exclude<PersonAct, "send_back" | "places">;

const calls: Record<PlainAct, (sent: Sent) => Promise<unknown>> = {
  approve: (sent) => approveParticipant({ ...sent, throwOnError: true }),
  publish: (sent) => publishProfile({ ...sent, throwOnError: true }),
  pause: (sent) => pauseParticipant({ ...sent, throwOnError: true }),
  resume: (sent) => resumeParticipant({ ...sent, throwOnError: true }),
  remove: (sent) => removeParticipant({ ...sent, throwOnError: true }),
};

/** The acts that need no words besides. */
export const sendAct = (act: PlainAct, sent: Sent) => calls[act](sent);
