import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { readMatchOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut } from "../../api/generated/types.gen";
import { readGoalOptions } from "../../api/months/@tanstack/react-query.gen";
import type { OneGoalOut } from "../../api/months/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { showCalendarDay } from "../../ui/dates";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { OwnWords } from "../../ui/OwnWords";
import { ownZone } from "../../ui/ownZone";
import { Page } from "../../ui/Page";
import { GoalActs } from "./GoalActs";
import { Reviews } from "./Reviews";
import { Steps } from "./Steps";
import "../../styles/pages.css";
import "./months.css";

const route = getRouteApi("/goals/$goalId");

/** A goal with its steps, what was said of it, and what it was before. */
export function GoalPage() {
  const { goalId } = route.useParams();
  const goal = useQuery(readGoalOptions({ path: { goal_id: goalId } }));
  return (
    <Page title={goal.data?.title ?? t`Goal`}>
      <Loaded query={goal}>{(found) => <OfMatch goal={found} />}</Loaded>
    </Page>
  );
}

function OfMatch({ goal }: { goal: OneGoalOut }) {
  const match = useQuery(readMatchOptions({ path: { match_id: goal.match_id } }));
  return <Loaded query={match}>{(found) => <Found goal={goal} match={found} />}</Loaded>;
}

function Found({ goal, match }: { goal: OneGoalOut; match: MatchOut }) {
  const programme = useProgrammeOf(match.programme_id);
  const own = programme.data?.participant?.id === goal.owner_id;
  const active = match.state === "active";
  const open = goal.state === "open";
  const owner = match.kind === "group" && match.members.find(({ participant_id: id }) => id === goal.owner_id);
  return (
    <>
      <p>
        <Link to="/matches/$matchId" params={{ matchId: match.id }}>
          {t`Go to your shared page`}
        </Link>
      </p>
      {owner && (
        <p>
          <bdi>{owner.name}</bdi>
        </p>
      )}
      {goal.state === "reached" && <p className="lead">{t`This goal was reached.`}</p>}
      {goal.state === "let_go" && <p className="lead">{t`This goal was dropped.`}</p>}
      {goal.target_on && <p>{t`By: ${{ day: showCalendarDay(goal.target_on) }}`}</p>}
      {goal.why && <OwnWords text={goal.why} />}
      {own && active && <GoalActs goal={goal} />}
      <h2>{t`Steps towards it`}</h2>
      <Steps steps={goal.steps} matchId={match.id} goalId={goal.id} active={active && open} />
      <Reviews goal={goal} match={match} active={active} />
      {goal.history.length > 0 && <Before goal={goal} />}
    </>
  );
}

function Before({ goal }: { goal: OneGoalOut }) {
  return (
    <details>
      <summary>{t`Earlier versions`}</summary>
      <ol>
        {goal.history.map((was) => (
          <li key={was.created_at}>
            <bdi>{was.title}</bdi>
            {was.target_on && <span className="muted"> {t`By: ${{ day: showCalendarDay(was.target_on) }}`}</span>}
            <span className="muted">
              {" "}
              {t`changed:`} <Moment at={was.created_at} zone={ownZone()} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
