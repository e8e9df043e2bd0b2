import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { ParticipantOut, ProgrammeOut } from "../../api/generated/types.gen";
import { MenteeChoice } from "./MenteeChoice";
import { MentorChoice } from "./MentorChoice";
import { ProposeDialog } from "./ProposeDialog";
import type { Someone } from "./someone";

type PairingProps = { person: ParticipantOut; programme: ProgrammeOut };

/** Who the other of a pair could be. */
export function Pairing({ person, programme }: PairingProps) {
  const [other, setOther] = useState<Someone>();
  const pair =
    other && (person.role === "mentor" ? { mentor: person, mentee: other } : { mentor: other, mentee: person });
  return (
    <section>
      <h2 id="pair" tabIndex={-1}>{t`Suggest a pair`}</h2>
      <p>{t`Both are asked by email. They are a pair when both have said yes.`}</p>
      {person.role === "mentee" ? (
        <MentorChoice mentee={person} programme={programme} onChoose={setOther} />
      ) : (
        <MenteeChoice programme={programme} onChoose={setOther} />
      )}
      {pair && <ProposeDialog {...pair} programme={programme} onClose={() => setOther(undefined)} />}
    </section>
  );
}
