import { problemSentence } from "../api/problem";

/** Why an act did not work and what to do next; takes no room when it did. */
export function FailedAct({ error, own }: { error: unknown; own?: Partial<Record<string, string>> }) {
  if (!error) return null;
  return (
    <div className="problem" role="alert">
      <p>{problemSentence(error, own)}</p>
    </div>
  );
}
