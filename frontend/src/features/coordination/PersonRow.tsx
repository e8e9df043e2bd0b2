import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ParticipantOut, ProgrammeOut } from "../../api/generated/types.gen";
import { countsOf, roleName, stateName } from "./personWords";

/** Somebody in the list of people: who, as what, how they stand. */
export function PersonRow({ person, programme }: { person: ParticipantOut; programme: ProgrammeOut }) {
  return (
    <li>
      <p>
        <Link to="/people/$participantId" params={{ participantId: person.id }} search={{ programme: programme.id }}>
          <bdi>{person.name || t`(no name yet)`}</bdi>
        </Link>
      </p>
      <p>
        {roleName(person.role, programme)} · {stateName(person.state)}
      </p>
      <p className="muted">{countsOf(person).join(" · ")}</p>
      {person.undeliverable && <p className="error">{t`Emails are not reaching this address`}</p>}
    </li>
  );
}
