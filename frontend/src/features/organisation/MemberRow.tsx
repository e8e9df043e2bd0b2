import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { MemberOut } from "../../api/coordination/types.gen";
import { ChangeRole } from "./ChangeRole";
import { RemoveMember } from "./RemoveMember";
import { roleName } from "./roles";

type MemberRowProps = { member: MemberOut; organisationId: string; mine: boolean; admin: boolean };

export function MemberRow({ member, organisationId, mine, admin }: MemberRowProps) {
  const [open, setOpen] = useState<"role" | "remove">();
  const close = () => setOpen(undefined);
  const name = member.name || member.email;
  return (
    <li>
      <p>
        <strong dir="auto">{name}</strong>
        {mine && ` · ${t`You`}`}
      </p>
      <p className="muted">
        <bdi>{member.email}</bdi>
        <br />
        {roleName(member.role)}
      </p>
      {admin && (
        <div className="actions">
          <button type="button" aria-label={t`Change the role: ${{ name }}`} onClick={() => setOpen("role")}>
            {t`Change the role`}
          </button>
          <button type="button" aria-label={t`Remove from the team: ${{ name }}`} onClick={() => setOpen("remove")}>
            {t`Remove from the team`}
          </button>
        </div>
      )}
      {open === "role" && <ChangeRole member={member} organisationId={organisationId} onClose={close} />}
      {open === "remove" && <RemoveMember member={member} organisationId={organisationId} onClose={close} />}
    </li>
  );
}
