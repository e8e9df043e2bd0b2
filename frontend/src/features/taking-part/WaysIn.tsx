import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut, Role } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { Moment } from "../../ui/Moment";
import { signUpOf } from "./joinable";

type WaysInProps = { programme: ProgrammeOut; now: string };
type WayProps = WaysInProps & { role: Role };

const roles: readonly Role[] = ["mentee", "mentor"];

/** In the card of a programme, whose heading tells them apart: a button for each role that people sign up for now; for the others when they can or could, and the way of those invited (R1). */
export function WaysIn({ programme, now }: WaysInProps) {
  const isOpen = (role: Role) => signUpOf(programme, role, now).state === "open";
  return (
    <>
      <div className="actions">
        {roles.filter(isOpen).map((role) => (
          <Link
            key={role}
            to="/join/$programmeId"
            params={{ programmeId: programme.id }}
            search={{ as: role }}
            aria-describedby={programme.id}
            className="button primary"
          >
            {role === "mentor" ? t`Join as a mentor` : inItsWords(programme, t`Join as: [mentee]`)}
          </Link>
        ))}
      </div>
      {roles
        .filter((role) => !isOpen(role))
        .map((role) => (
          <NotNow key={role} programme={programme} role={role} now={now} />
        ))}
    </>
  );
}

function NotNow({ programme, role, now }: WayProps) {
  const { state, opens, closes } = signUpOf(programme, role, now);
  const words =
    role === "mentor"
      ? { before: t`Mentors can sign up from:`, over: t`Sign-up as a mentor closed:` }
      : {
          before: inItsWords(programme, t`[Mentees] can sign up from:`),
          over: inItsWords(programme, t`[Mentees] can no longer sign up. Sign-up closed:`),
        };
  return (
    <p>
      {state === "before" ? words.before : words.over}{" "}
      <Moment at={state === "before" ? opens : closes} zone={programme.zone} />
      <br />
      <Link
        to="/join/$programmeId"
        params={{ programmeId: programme.id }}
        search={{ as: role }}
        aria-describedby={programme.id}
      >
        {role === "mentor"
          ? t`Join as a mentor with an invitation code`
          : inItsWords(programme, t`Join with an invitation code as: [mentee]`)}
      </Link>
    </p>
  );
}
