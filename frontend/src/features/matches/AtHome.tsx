import { t } from "@lingui/core/macro";
import { type QueryClient, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { readWorkspaceOptions } from "../../api/months/@tanstack/react-query.gen";
import type { WorkspaceOut } from "../../api/months/types.gen";
import { calledBy } from "../../ui/calledBy";
import { nextWords, places } from "./monthsWords";
import "./months.css";

const shared = (match: MatchOut) => readWorkspaceOptions({ path: { match_id: match.id } });

/** Before the front page is drawn: what comes late would push down what stands below it. */
export async function prefetch(queryClient: QueryClient, matches: readonly MatchOut[]) {
  await Promise.all(matches.map((match) => queryClient.prefetchQuery(shared(match))));
}

type AtHomeProps = {
  matches: readonly MatchOut[];
  programme: ProgrammeOut;
  /** The rest of the page; it says how to begin until a first meeting is arranged. */
  children: (begun: boolean) => ReactNode;
};

/** What waits in each of somebody's matches, on their front page. */
export function AtHome({ matches, programme, children }: AtHomeProps) {
  const [match, ...others] = matches;
  return match ? <OfOne {...{ match, others, programme, children }} /> : children(false);
}

function OfOne({
  match,
  others,
  programme,
  children,
}: Omit<AtHomeProps, "matches"> & { match: MatchOut; others: MatchOut[] }) {
  const workspace = useQuery(shared(match)).data;
  const begun = workspace !== undefined && (workspace.held > 0 || workspace.meetings.length > 0);
  return (
    <>
      {begun && workspace.rhythm !== "over" && <Next workspace={workspace} />}
      <AtHome matches={others} programme={programme}>
        {(more) => children(begun || more)}
      </AtHome>
    </>
  );
}

function Next({ workspace }: { workspace: WorkspaceOut }) {
  const { match, next_steps: steps, own_participant_id: ownId } = workspace;
  const name = calledBy(match, ownId);
  return (
    <section className="card next-step">
      <h2>
        <Link to="/matches/$matchId" params={{ matchId: match.id }}>
          {t`Mentoring with: ${{ name }}`}
        </Link>
      </h2>
      <ol className="next">
        {steps.map((step) => (
          <li key={step}>
            {step === "agree" || step === "sign" ? (
              <Link to="/matches/$matchId/agreement" params={{ matchId: match.id }}>
                {nextWords[step]()}
              </Link>
            ) : (
              <Link to="/matches/$matchId" params={{ matchId: match.id }} hash={places[step] ?? "meetings"}>
                {nextWords[step]()}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
