import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { EventItemOut, ProgrammeOut, UnderWaySurveyOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { showEnd } from "../../ui/dates";
import { Loaded } from "../../ui/Loaded";
import { attention, responseRate, titleIn, titlesOf } from "./attention";
import { NextEvents } from "./WhatNow";
import { whatWaits } from "./whatWaits";

/** What of surveys and events needs a look; takes no room while nothing does. */
export function TeamNow({ programme }: { programme: ProgrammeOut }) {
  const home = useQuery(whatWaits(programme.id).home);
  return (
    <Loaded query={home}>
      {({ team }) =>
        team && (
          <>
            {team.surveys.length > 0 && (
              <section>
                <h2>{t`Surveys under way`}</h2>
                <ul className="rows">
                  {team.surveys.map((survey) => (
                    <Row key={survey.id} survey={survey} zone={programme.zone} />
                  ))}
                </ul>
              </section>
            )}
            <NextEvents title={t`Upcoming events`} events={team.events}>
              {(event) => <Seats event={event} />}
            </NextEvents>
          </>
        )
      }
    </Loaded>
  );
}

function Row({ survey, zone }: { survey: UnderWaySurveyOut; zone: string }) {
  const now = useServerTime();
  const { text, lang } = titleIn(titlesOf(survey.title));
  return (
    <li>
      <Link to="/surveys/{-$surveyId}/{-$view}" params={{ surveyId: survey.id }} lang={lang}>
        {text || t`Survey without a title`}
      </Link>
      <p>
        <Standing survey={survey} why={attention(survey, now, zone)} zone={zone} />
      </p>
    </li>
  );
}

type StandingProps = { survey: UnderWaySurveyOut; why: ReturnType<typeof attention>; zone: string };

function Standing({ survey: { answers, asked, opens_at: opens, closes_at: ends }, why, zone }: StandingProps) {
  const [share, closes, begins] = [responseRate(answers, asked), showEnd(ends, zone), showEnd(opens, zone)];
  switch (why) {
    case "late":
      return (
        <strong>{t`Still a draft, though it was due to open: ${{ begins }}. Publish it, or choose another time.`}</strong>
      );
    case "unpublished":
      return <>{t`Still a draft. Due to open: ${{ begins }}`}</>;
    default:
      return (
        <>
          {t`Answered: ${{ answers }} of ${{ asked }} (${{ share }}%)`}
          {" · "}
          {why === "closing" ? <strong>{t`Closes soon: ${{ closes }}`}</strong> : t`Open until: ${{ closes }}`}
        </>
      );
  }
}

/** Seats taken, and how many wait for one. */
function Seats({ event: { taken, capacity, waiting } }: { event: EventItemOut }) {
  return (
    <>
      {capacity === null
        ? plural({ taken }, { one: "# person is coming", other: "# people are coming" })
        : t`${{ taken }} of ${{ capacity }} seats taken`}
      {waiting > 0 && (
        <>
          {" · "}
          <strong>{plural({ waiting }, { one: "# on the waiting list", other: "# on the waiting list" })}</strong>
        </>
      )}
    </>
  );
}
