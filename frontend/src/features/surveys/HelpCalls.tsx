import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { listHelpCallsOptions } from "../../api/surveys/@tanstack/react-query.gen";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { showMoment } from "../../ui/dates";
import { Loaded } from "../../ui/Loaded";
import { OwnWords } from "../../ui/OwnWords";

/** Who asked for help beside the survey; a mail about each went to all coordinators. */
export function HelpCalls({ survey, programme }: { survey: SurveyOut; programme: ProgrammeOut }) {
  const calls = useQuery(listHelpCallsOptions({ path: { survey_id: survey.id } }));
  return (
    <section>
      <h2>{t`Calls for help`}</h2>
      <Loaded query={calls}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t`Nobody has asked for help.`}</p>
          ) : (
            <ul className="rows">
              {items.map((call) => (
                <li key={call.id}>
                  <Link to="/people/$participantId" params={{ participantId: call.participant_id }}>
                    <bdi>{call.name}</bdi>
                  </Link>
                  <p className="muted">{showMoment(call.created_at, programme.zone)}</p>
                  <OwnWords text={call.words} />
                  {call.email && (
                    <p>
                      <a href={`mailto:${encodeURIComponent(call.email)}`}>{t`Answer: ${{ address: call.email }}`}</a>
                    </p>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
