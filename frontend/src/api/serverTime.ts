/** What the server's clock shows: what it showed when it answered, and as much as has passed here since. */
export function serverTime(answered: string | undefined, receivedAt: number, now: number): string {
  const then = answered === undefined ? receivedAt : Date.parse(answered);
  return new Date(then + (now - receivedAt)).toISOString();
}
