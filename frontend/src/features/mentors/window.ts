import type { DirectoryOut } from "../../api/generated/types.gen";

type Window = Pick<DirectoryOut, "window" | "closes">;

/** What the window is now: a page that stands open while it closes knows so without asking. */
export const windowAt = ({ window, closes }: Window, now: string): DirectoryOut["window"] =>
  window === "open" && Date.parse(now) >= Date.parse(closes) ? "closed" : window;

/** Whether the mentors are to be seen. */
export const shows = (directory: Window, now: string) => ["open", "preview"].includes(windowAt(directory, now));
