import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readParticipantOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { OwnPartOut, ParticipantOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Break } from "./Break";
import { Leave } from "./Leave";
import { PlacesForm } from "./PlacesForm";
import "../../styles/pages.css";

export function PartPage() {
  const programme = useProgramme();
  const part = programme?.participant;
  if (!programme || !part) return <NotForYou title={t`Taking part`} />;
  return (
    <Page title={t`Taking part`} lead={textsOf(programme)?.name}>
      <Part programme={programme} part={part} />
    </Page>
  );
}

function Part({ programme, part }: { programme: ProgrammeOut; part: OwnPartOut }) {
  const own = useQuery(readParticipantOptions({ path: { participant_id: part.id } }));
  const going = part.state === "active" || part.state === "paused";
  return (
    <Loaded query={own}>
      {(known) => (
        <>
          <p>
            <Link to="/profile" className="button">
              {t`My profile`}
            </Link>
          </p>
          {going && part.role === "mentor" && <Places own={known} programme={programme} />}
          {going && <Break own={known} />}
          {part.state !== "left" && part.state !== "removed" && <Leave own={known} />}
        </>
      )}
    </Loaded>
  );
}

function Places({ own, programme }: { own: ParticipantOut; programme: ProgrammeOut }) {
  const taken = own.active_matches;
  return (
    <section>
      <h2>{t`Places`}</h2>
      {taken > 0 && <p>{plural({ taken }, { one: "# of them is taken.", other: "# of them are taken." })}</p>}
      <PlacesForm key={own.places} own={own} most={programme.rules.places_max ?? 2} />
    </section>
  );
}
