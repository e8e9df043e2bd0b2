import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { problemSentence, readProblem } from "../../api/problem";
import { sendProblems } from "./sendProblems";

/** Why a request did not go, that the text is safe, and what to do next; beside the button that was pressed. */
export function NotSent({ error }: { error: unknown }) {
  return (
    <div className="problem" role="alert">
      <p>{problemSentence(error, sendProblems())}</p>
      <p>{t`Nothing was sent. Your text is kept here.`}</p>
      <NextStep code={readProblem(error).code} />
    </div>
  );
}

function NextStep({ code }: { code: string }) {
  if (code === "mentee_has_pending_request") return <Link to="/requests">{t`See your requests`}</Link>;
  if (code === "mentee_already_matched" || code === "window_closed" || code === "window_not_open")
    return <Link to="/">{t`Go to your home page`}</Link>;
  return null;
}
