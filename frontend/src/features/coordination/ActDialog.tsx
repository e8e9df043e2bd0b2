import { t } from "@lingui/core/macro";
import type { ParticipantOut } from "../../api/generated/types.gen";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { questions } from "./actWords";
import { participantProblems } from "./participantProblems";
import type { PlainAct } from "./sendAct";
import { usePersonAct } from "./usePersonAct";

type ActDialogProps = { act: Exclude<PlainAct, "approve">; person: ParticipantOut; onClose: () => void };

/** Says what an act brings about before it is done. */
export function ActDialog({ act, person, onClose }: ActDialogProps) {
  const { error, isPending, submit } = usePersonAct(act, person.id, onClose);
  const { title, points, confirm } = questions[act]();
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          <bdi>{person.name}</bdi>
        </p>
        <ul>
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <FailedAct error={error} own={participantProblems(error, act)} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={isPending}>{confirm}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
