import { t } from "@lingui/core/macro";
import { Link, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { signOut } from "../api/generated/sdk.gen";
import { problemSentence, readProblem } from "../api/problem";
import { dropAllDrafts } from "../ui/draft";
import { useAnnounce } from "../ui/Status";

/** Leaves by loading a page anew, the front page or the provider's for signing out there: nothing that was read stays in memory for who comes next. */
function leave(to = "/") {
  dropAllDrafts();
  location.assign(to);
}

export function Account({ name }: { name: string }) {
  const announce = useAnnounce();
  const [leaving, setLeaving] = useState(false);
  const press = async () => {
    if (leaving) return;
    setLeaving(true);
    try {
      const { data } = await signOut({ throwOnError: true });
      leave(data.location ?? undefined);
    } catch (error) {
      if (readProblem(error).code === "unauthenticated") return leave();
      announce(problemSentence(error));
      setLeaving(false);
    }
  };
  return (
    <>
      {name && (
        <Link to="/account" className="account-name">
          <bdi>{name}</bdi>
        </Link>
      )}
      <button type="button" className="quiet" aria-disabled={leaving} onClick={() => void press()}>
        {t`Sign out`}
      </button>
    </>
  );
}

export function SignInLink() {
  const here = useRouterState({ select: ({ location }) => location });
  if (here.pathname === "/sign-in") return null;
  return (
    <Link to="/sign-in" search={here.pathname === "/" ? {} : { next: here.href }}>
      {t`Sign in`}
    </Link>
  );
}
