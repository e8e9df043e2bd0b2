import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut, Role } from "../../api/generated/types.gen";
import type { Help, RoleEligibilityOut } from "../../api/taking-part/types.gen";
import { Facts } from "../../ui/Facts";
import { Moment } from "../../ui/Moment";
import { cantJoinTitle, homesOf, whatHelps, whyNot } from "./eligibilityWords";

type CantJoinProps = { programme: ProgrammeOut; role: Role; found: RoleEligibilityOut; contact: string };

/** Why somebody can't join as things are, and what would help; told before they fill in anything (R3). */
export function CantJoin({ programme, role, found, contact }: CantJoinProps) {
  const { reasons, help, opens, closes } = found;
  const aboutHome = reasons.some((bar) => bar === "nothing_known" || bar === "other_home");
  return (
    <div className="notice">
      <h3>{cantJoinTitle(role, programme)}</h3>
      {reasons.map((bar) => {
        if (bar === "signup_not_open")
          return (
            <p key={bar}>
              {t`Sign-up opens:`} <Moment at={opens} zone={programme.zone} />
            </p>
          );
        if (bar === "signup_closed")
          return (
            <p key={bar}>
              {t`Sign-up closed:`} <Moment at={closes} zone={programme.zone} />
            </p>
          );
        return <p key={bar}>{whyNot(bar, role, programme)}</p>;
      })}
      {aboutHome && <Facts facts={[[t`Home organisations`, homesOf(programme.rules)]]} />}
      <h3>{t`What may help`}</h3>
      <ul>
        {help.map((each) => (
          <li key={each}>
            {whatHelps(each)} <Way help={each} contact={contact} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Way({ help, contact }: { help: Help; contact: string }) {
  if (help === "university_sign_in")
    return (
      <Link to="/account/$section" params={{ section: "sign-in" }}>
        {t`Add it to your account`}
      </Link>
    );
  if (help === "organisers") return <a href={`mailto:${contact}`}>{contact}</a>;
  return null;
}
