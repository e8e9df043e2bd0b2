import type { MessageState } from "../../api/coordination/types.gen";
import { type Narrowing, oneOf } from "./search";

export const mailStates = ["waiting", "failed", "sent", "dropped"] as const satisfies readonly MessageState[];

export const mailsFilter = ({ state }: Narrowing): MessageState | undefined => oneOf(mailStates, state);
