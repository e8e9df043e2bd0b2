import type { DemoPersonOut } from "../../api/account/types.gen";

const order = ["mentee", "mentor", "coordinator", "admin", "staff"];

/** People by what they are, the roles that most come for first; whoever has a role that we do not know comes last. */
export function byRole(people: readonly DemoPersonOut[]): { role: string; people: DemoPersonOut[] }[] {
  const roles = [...new Set(people.map(({ role }) => role))];
  const place = (role: string) => (order.includes(role) ? order.indexOf(role) : order.length);
  return roles
    .sort((a, b) => place(a) - place(b))
    .map((role) => ({ role, people: people.filter((person) => person.role === role) }));
}
