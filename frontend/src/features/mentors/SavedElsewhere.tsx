import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { OverlayOut, ProgrammeOut } from "../../api/generated/types.gen";
import type { Candidate } from "./candidates";
import { TellMe } from "./TellMe";

type SavedElsewhereProps = { programme: ProgrammeOut; overlay: OverlayOut; all: readonly Candidate[] };

/** Saved mentors who can't be asked just now. */
export function SavedElsewhere({ programme, overlay, all }: SavedElsewhereProps) {
  const absent = overlay.saved.filter(({ mentor_id }) => !all.some(({ card }) => card.id === mentor_id));
  if (absent.length === 0) return null;
  return (
    <section>
      <h2>{t`Saved, but not free just now`}</h2>
      <ul className="rows">
        {absent.map((saved) => (
          <li key={saved.mentor_id}>
            <Link to="/mentors/$mentorId" params={{ mentorId: saved.mentor_id }}>
              <bdi>{saved.name}</bdi>
            </Link>
            <TellMe programmeId={programme.id} mentor={{ id: saved.mentor_id, name: saved.name }} saved={saved} />
          </li>
        ))}
      </ul>
    </section>
  );
}
