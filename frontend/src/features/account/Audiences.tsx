import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { listAudiencesOptions } from "../../api/account/@tanstack/react-query.gen";
import type { AudienceOut } from "../../api/account/types.gen";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { useProgrammeNames } from "./useProgrammeNames";

/** Who may read one's profiles; of the mentors' directory nobody's single look is kept. */
export function Audiences() {
  const audiences = useQuery(listAudiencesOptions());
  const nameOf = useProgrammeNames();
  return (
    <section>
      <h2>{t`Who can see your profile`}</h2>
      <Loaded query={audiences}>
        {(all) =>
          all.length === 0 ? (
            <p>{t`Nobody: you are not in any programme.`}</p>
          ) : (
            <ul className="rows">
              {all.map((each) => (
                <Row key={each.participant_id + each.audience} audience={each} programme={nameOf(each.programme_id)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Row({ audience: { audience, since, until }, programme }: { audience: AudienceOut; programme: string }) {
  return (
    <li>
      <p>
        <strong>{words[audience]()}</strong>
      </p>
      <p className="muted">
        {programme && (
          <>
            <span dir="auto">{programme}</span>
            <br />
          </>
        )}
        {t`Since:`} <Moment at={since} zone={ownZone()} />
        {until && (
          <>
            <br />
            {t`Until:`} <Moment at={until} zone={ownZone()} />
          </>
        )}
      </p>
    </li>
  );
}

const words: Record<AudienceOut["audience"], () => string> = {
  organisers: () => t`The coordinators of the programme`,
  mentees: () => t`The students of the programme`,
  staff: () => t`The organisation’s staff`,
  asked_mentors: () => t`The mentors you asked, while your request was waiting`,
  partners: () => t`People you were matched with`,
};
