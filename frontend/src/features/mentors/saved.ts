import type { MentorCardOut, SavedOut } from "../../api/generated/types.gen";

type Marked = Pick<MentorCardOut, "id" | "name">;

/** The list with a mentor's mark turned over; new marks come last. */
export function toggled(saved: readonly SavedOut[], { id, name }: Marked, available: boolean): SavedOut[] {
  return saved.some(({ mentor_id }) => mentor_id === id)
    ? saved.filter(({ mentor_id }) => mentor_id !== id)
    : [...saved, { mentor_id: id, name, tell_me: false, available }];
}

/** The list with the wish to be told when a mentor has room; whoever is wished for is saved as well. */
export function telling(saved: readonly SavedOut[], { id, name }: Marked, tell_me: boolean): SavedOut[] {
  return saved.some(({ mentor_id }) => mentor_id === id)
    ? saved.map((each) => (each.mentor_id === id ? { ...each, tell_me } : each))
    : [...saved, { mentor_id: id, name, tell_me, available: false }];
}

/** The list with two of its mentors in each other's place. */
export function swapped(saved: readonly SavedOut[], one: string, other: string): SavedOut[] {
  const at = (id: string) => saved.find(({ mentor_id }) => mentor_id === id);
  const instead = new Map([
    [one, at(other)],
    [other, at(one)],
  ]);
  return saved.map((each) => instead.get(each.mentor_id) ?? each);
}

/** What the API takes of it. */
export const asSent = (saved: readonly SavedOut[]) => ({
  items: saved.map(({ mentor_id, tell_me }) => ({ mentor_id, tell_me })),
});
