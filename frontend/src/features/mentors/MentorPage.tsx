import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { readMentorOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { looksThrough, partIn } from "../../api/programme";
import { useProgramme } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { FitReasons } from "./FitReasons";
import { MentorActions } from "./MentorActions";
import { MentorFacts } from "./MentorFacts";
import "../../styles/pages.css";
import "./mentors.css";

const route = getRouteApi("/mentors/$mentorId");

export function MentorPage() {
  const programme = useProgramme();
  return programme ? <Mentor programme={programme} /> : <NotForYou title={t`Mentor`} />;
}

function Mentor({ programme }: { programme: ProgrammeOut }) {
  const { mentorId } = route.useParams();
  const mentor = useQuery(readMentorOptions({ path: { programme_id: programme.id, mentor_id: mentorId } }));
  const profile = mentor.data?.profile;
  const work = profile && [profile.title, profile.employer].filter(Boolean).join(", ");
  const seeks = partIn(programme) === "mentee";
  return (
    <Page title={profile?.name ?? t`Mentor`} lead={work && <span dir="auto">{work}</span>}>
      <Loaded query={mentor}>
        {(found) => (
          <>
            {found.profile.headline && (
              <p className="headline" dir="auto">
                {found.profile.headline}
              </p>
            )}
            <FitReasons fit={found} programme={programme} />
            {seeks && <MentorActions mentor={found} programme={programme} />}
            <MentorFacts profile={found.profile} programme={programme} />
          </>
        )}
      </Loaded>
      {looksThrough(programme) && (
        <p>
          <Link to="/mentors">{t`All mentors`}</Link>
        </p>
      )}
    </Page>
  );
}
