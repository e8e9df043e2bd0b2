import { t } from "@lingui/core/macro";
import type { MemberRole } from "../../api/coordination/types.gen";

export const roleName = (role: MemberRole) => (role === "admin" ? t`Admin` : t`Coordinator`);

export const roleChoices = () => [
  { value: "coordinator", label: t`Coordinator`, help: t`Runs programmes.` },
  { value: "admin", label: t`Admin`, help: t`Also invites others, and manages service accounts and ways to sign in.` },
];

export const readRole = (value: unknown): MemberRole => (value === "admin" ? "admin" : "coordinator");

/** Why a change of who works here was refused. */
export const memberProblems = (): Record<string, string> => ({
  last_admin: t`Nobody else is an admin here. Make somebody else an admin first.`,
  too_many_invitations: t`100 invitations are open. Withdraw some that nobody has accepted.`,
  too_many_service_accounts: t`There are 100 service accounts. Remove one that is not used any more.`,
  not_found: t`This has been changed in the meantime. Reload the page to see how things stand.`,
});
