import type { RequestState } from "../../api/generated/types.gen";

export type StateFilter = RequestState | undefined;
const known: RequestState[] = ["pending", "accepted", "declined", "withdrawn", "expired", "released"];

export const states: readonly StateFilter[] = [undefined, ...known];
export const parseStateFilter = (search: Record<string, unknown>): { state?: StateFilter } => ({
  state: known.find((state) => state === search.state),
});
