import { expect, test } from "vitest";
import type { NotificationsOut } from "../../api/account/types.gen";
import { chosen } from "./notificationChoices";

const all = { nudge: true, broadcast: true };
const found: NotificationsOut = {
  everywhere: all,
  programmes: [
    { programme_id: "a", wanted: all },
    { programme_id: "b", wanted: all },
  ],
};

test("a choice without a programme is for all of them, and leaves each as it is", () =>
  expect(chosen(found, { nudge: false })).toEqual({ ...found, everywhere: { nudge: false, broadcast: true } }));

test("a choice of one programme is for that one alone", () =>
  expect(chosen(found, { programme_id: "b", broadcast: false })).toEqual({
    everywhere: all,
    programmes: [
      { programme_id: "a", wanted: all },
      { programme_id: "b", wanted: { nudge: true, broadcast: false } },
    ],
  }));
