import { expect, test } from "vitest";
import type { MaterialOut } from "../../api/guidance/types.gen";
import { withTick } from "./ticked";

const item = (key: string, ticked: boolean) => ({ key, html: key, ticked });
const list: MaterialOut = {
  slug: "list",
  kind: "checklist",
  roles: [],
  phases: [],
  title: "List",
  summary: "",
  language: "en",
  hidden: false,
  own: false,
  edited: false,
  items: 3,
  ticked: 1,
  ticks: true,
  parts: [
    { key: "a", heading: "A", html: "", items: [item("one", true), item("two", false)] },
    { key: "b", heading: "B", html: "", items: [item("three", false)] },
  ],
};

test("a tick is counted, and taken away again", () => {
  const more = withTick(list, "three", true);
  expect(more.ticked).toBe(2);
  expect(more.parts[1]?.items[0]?.ticked).toBe(true);
  expect(withTick(more, "three", false)).toEqual(list);
  expect(withTick(list, "none", true)).toEqual(list);
});
