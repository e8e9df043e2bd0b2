/** What narrows a coordinator's list, as the address has it; each page knows which values it understands. */
export type Narrowing = { role?: Given; state?: Given; mail?: Given; pair?: Given; q?: Given; about?: Given };
type Given = string | undefined;

/** The value if it is one of those, else nothing: an address may have been written by hand. */
export const oneOf = <T extends string>(known: readonly T[], value: string | undefined): T | undefined =>
  known.find((each) => each === value);
