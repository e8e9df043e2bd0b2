import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readProfileOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { MentorFacts } from "./MentorFacts";
import "../../styles/pages.css";
import "./mentors.css";
import { inItsWords } from "../../i18n/menteeWord";

/** A mentor's own profile as students see it. */
export function OwnPreviewPage() {
  const programme = useProgramme();
  const part = programme?.participant;
  if (!programme || part?.role !== "mentor") return <NotForYou title={t`Your profile`} />;
  return (
    <Page title={inItsWords(programme, t`Your profile as [mentees] see it`)}>
      <Preview participantId={part.id} programme={programme} />
      <p>
        <Link to="/profile" search={{ step: "publish" }}>
          {t`Back to your profile`}
        </Link>
      </p>
    </Page>
  );
}

type PreviewProps = { participantId: string; programme: ProgrammeOut };

function Preview({ participantId, programme }: PreviewProps) {
  const profile = useQuery(readProfileOptions({ path: { participant_id: participantId } }));
  return (
    <Loaded query={profile}>
      {(found) =>
        found.role === "mentor" && (
          <section className="card">
            <h2>
              <bdi>{found.name}</bdi>
            </h2>
            <p className="muted" dir="auto">
              {[found.title, found.employer].filter(Boolean).join(", ")}
            </p>
            {found.headline && (
              <p className="headline" dir="auto">
                {found.headline}
              </p>
            )}
            <MentorFacts profile={found} programme={programme} />
          </section>
        )
      }
    </Loaded>
  );
}
