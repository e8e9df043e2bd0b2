import { useState } from "react";
import type { ParticipantOut, ProgrammeOut } from "../../api/generated/types.gen";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { ActDialog } from "./ActDialog";
import { actsFor, type PersonAct } from "./acts";
import { actName } from "./actWords";
import { PlacesDialog } from "./PlacesDialog";
import { participantProblems } from "./participantProblems";
import { SendBackDialog } from "./SendBackDialog";
import { usePersonAct } from "./usePersonAct";

type PersonActsProps = { person: ParticipantOut; programme: ProgrammeOut };

/** What can be done now: approving with one press, everything else after a question. */
export function PersonActs({ person, programme }: PersonActsProps) {
  const [asked, setAsked] = useState<Exclude<PersonAct, "approve">>();
  const approve = usePersonAct("approve", person.id);
  const acts = actsFor(person);
  if (acts.length === 0) return null;
  const close = () => setAsked(undefined);
  return (
    <>
      <FailedAct error={approve.error} own={participantProblems(approve.error, "approve")} />
      <form className="actions" onSubmit={approve.submit}>
        {acts.map((act) =>
          act === "approve" ? (
            <SubmitButton key={act} pending={approve.isPending}>
              {actName(act)}
            </SubmitButton>
          ) : (
            <button
              key={act}
              type="button"
              className={act === "remove" ? "danger" : undefined}
              onClick={() => setAsked(act)}
            >
              {actName(act)}
            </button>
          ),
        )}
      </form>
      {asked === "places" && <PlacesDialog person={person} programme={programme} onClose={close} />}
      {asked === "send_back" && <SendBackDialog person={person} onClose={close} />}
      {asked && asked !== "places" && asked !== "send_back" && (
        <ActDialog act={asked} person={person} onClose={close} />
      )}
    </>
  );
}
