import { t } from "@lingui/core/macro";
import { lazy, Suspense, useState } from "react";
import type { MeetingOut } from "../../api/months/types.gen";
import { WasHeld } from "./WasHeld";

// What is opened by a press comes with it.
const CancelDialog = lazy(async () => ({ default: (await import("./CancelDialog")).CancelDialog }));
const MoveDialog = lazy(async () => ({ default: (await import("./MoveDialog")).MoveDialog }));
const ProposeDialog = lazy(async () => ({ default: (await import("./ProposeDialog")).ProposeDialog }));

type Opened = "times" | "move" | "cancel";

/** What can be done with a meeting now. */
export function MeetingActs({ meeting }: { meeting: MeetingOut }) {
  const [open, setOpen] = useState<Opened>();
  const close = () => setOpen(undefined);
  const { state } = meeting;
  const begun = meeting.starts_at !== null && Date.parse(meeting.starts_at) <= Date.now();
  if (begun) return <WasHeld meeting={meeting} />;
  if (state !== "proposed" && state !== "planned") return null;
  return (
    <>
      <div className="actions">
        {state === "proposed" && (
          <button type="button" onClick={() => setOpen("times")}>
            {t`Suggest other times`}
          </button>
        )}
        {state === "planned" && (
          <button type="button" onClick={() => setOpen("move")}>
            {t`Change time or place`}
          </button>
        )}
        <button type="button" onClick={() => setOpen("cancel")}>
          {t`Cancel the meeting`}
        </button>
      </div>
      <Suspense fallback={null}>
        {open === "times" && <ProposeDialog matchId={meeting.match_id} instead={meeting} onClose={close} />}
        {open === "move" && <MoveDialog meeting={meeting} onClose={close} />}
        {open === "cancel" && <CancelDialog meeting={meeting} onClose={close} />}
      </Suspense>
    </>
  );
}
