import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readDirectoryOptions, readOverlayOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MentorOut, ProgrammeOut } from "../../api/generated/types.gen";
import { readProblem } from "../../api/problem";
import { LoadProblem } from "../../ui/Loaded";
import { candidates, similarTo } from "./candidates";
import { MentorCard } from "./MentorCard";
import { TellMe } from "./TellMe";

const chooseAnother = ["mentor_full", "mentor_has_max_pending", "mentor_not_available", "declined_before"];

type OtherMentorsProps = { error: unknown; mentor: MentorOut; programme: ProgrammeOut };

/** When it is this mentor who can't be asked: who is most like them and can. */
export function OtherMentors({ error, mentor, programme }: OtherMentorsProps) {
  const { code } = readProblem(error);
  return chooseAnother.includes(code) ? <Similar mentor={mentor} programme={programme} code={code} /> : null;
}

/** Asked for anew: whoever else was filled in the same moment is not offered. */
function Similar({ mentor, programme, code }: Omit<OtherMentorsProps, "error"> & { code: string }) {
  const path = { programme_id: programme.id };
  const directory = useQuery({ ...readDirectoryOptions({ path }), staleTime: 0 });
  const overlay = useQuery({ ...readOverlayOptions({ path }), staleTime: 0 });
  const { participant_id: id, name } = mentor.profile;
  if (directory.isError) return <LoadProblem error={directory.error} onRetry={() => void directory.refetch()} />;
  if (!directory.data || !overlay.data || directory.isFetching) return null;
  const others = candidates(directory.data, overlay.data, programme.vocabulary).filter(({ card }) => card.id !== id);
  const similar = similarTo(mentor.profile, others);
  const saved = overlay.data.saved.find(({ mentor_id }) => mentor_id === id);
  return (
    <section>
      {similar.length > 0 && (
        <>
          <h2>{t`Similar mentors you can ask now`}</h2>
          <ul className="cards">
            {similar.map((candidate) => (
              <MentorCard key={candidate.card.id} candidate={candidate} programme={programme} />
            ))}
          </ul>
        </>
      )}
      <div className="actions">
        <Link to="/mentors" className="button">
          {t`All mentors`}
        </Link>
        {code !== "declined_before" && <TellMe programmeId={programme.id} mentor={{ id, name }} saved={saved} />}
      </div>
    </section>
  );
}
