/** Somebody who may be in a pair: a participant. */
export type Someone = { id: string; name: string };
