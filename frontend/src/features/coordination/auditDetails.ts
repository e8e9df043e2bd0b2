import type { AuditOut, Override } from "../../api/coordination/types.gen";
import type { EndCause, Role } from "../../api/generated/types.gen";
import { endCauses } from "./pairWords";

/** As what somebody takes part for whom a coordinator acted: only some acts tell. */
export function roleActedFor({ act, details }: Pick<AuditOut, "act" | "details">): Role | undefined {
  if (details.role === "mentor" || details.role === "mentee") return details.role;
  if (act === "request_accepted" || act === "request_declined") return "mentor";
  return act === "request_withdrawn" ? "mentee" : undefined;
}

const known: readonly Override[] = ["window", "level", "earlier_decline", "approval", "pause"];

type Told = { cause: EndCause | undefined; places: { from: number; to: number } | undefined; overrides: Override[] };

/** What the details of an act say that is worth reading. */
export function toldBy({ act, details }: Pick<AuditOut, "act" | "details">): Told {
  const { from, to, cause, overrides } = details;
  const numbers = act === "places_changed" && typeof from === "number" && typeof to === "number";
  return {
    cause: endCauses.find((each) => each === cause),
    places: numbers ? { from, to } : undefined,
    overrides: Array.isArray(overrides) ? known.filter((each) => overrides.includes(each)) : [],
  };
}
