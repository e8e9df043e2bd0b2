/** Counts as the server does: by code points, so that an emoji is one. */
export function charactersLeft(text: string, limit: number): number {
  return limit - [...text].length;
}

/** Only the last fifth is worth hearing about. */
export function worthSaying(left: number, limit: number): boolean {
  return left <= limit / 5;
}
