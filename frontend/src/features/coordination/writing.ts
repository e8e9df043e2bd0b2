import type { PairMemberOut } from "../../api/coordination/types.gen";

/**
 * A mail to the programme's address with the members in blind copy: what each gave the service to be reached by is not for
 * the other to see. Nothing where nobody has an address.
 */
export function mailToBoth(members: readonly Pick<PairMemberOut, "email">[], contact: string, subject: string) {
  const addresses = members.flatMap(({ email }) => (email ? [encodeURIComponent(email)] : []));
  if (addresses.length === 0) return undefined;
  const [to, about] = [encodeURIComponent(contact), encodeURIComponent(subject)];
  return `mailto:${to}?bcc=${addresses.join(",")}&subject=${about}`;
}
