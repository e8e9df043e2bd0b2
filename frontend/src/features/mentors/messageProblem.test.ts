import { i18n } from "@lingui/core";
import { safeParse } from "valibot";
import { beforeAll, expect, test } from "vitest";
import { vRequestIn } from "../../api/generated/valibot.gen";
import { messages } from "./locales/en.po";
import { messageLimit, messageProblem } from "./messageProblem";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

const inApi = (message: string) =>
  safeParse(vRequestIn, { mentor_id: "01990000-0000-7000-8000-000000000001", message }).success;

test("an empty message is none", () => expect(messageProblem(" \n ")).toBeDefined());
test("the limit is the API's", () => {
  expect([inApi("x".repeat(messageLimit)), inApi("x".repeat(messageLimit + 1))]).toEqual([true, false]);
});
test("just so long is right, emoji count as one", () =>
  expect(messageProblem("👋".repeat(messageLimit))).toBeUndefined());
test("one more is too long", () => expect(messageProblem("x".repeat(messageLimit + 1))).toBeDefined());
