import { beforeAll, expect, test } from "vitest";
import { load } from "../../i18n/load";
import { openSteps, stepAfter, stepNamed, stepOf, stepsOf } from "./steps";

beforeAll(() => load("en"));

const keys = (steps: readonly { key: string }[]) => steps.map(({ key }) => key);

test("the address names a step; anything odd is the first", () => {
  const steps = stepsOf("mentor");
  expect(stepNamed(steps, "story")?.key).toBe("story");
  expect([undefined, "wishes", "<b>"].map((key) => stepNamed(steps, key)?.key)).toEqual(Array(3).fill("education"));
});
test("every step leads to the next, and publishing is the last", () => {
  const steps = stepsOf("mentee");
  expect(keys(steps.flatMap((step) => stepAfter(steps, step) ?? []))).toEqual(["wishes", "contact", "publish"]);
});
test("a question of the programme's belongs to the step with its answers", () => {
  expect(stepOf(stepsOf("mentor"), "answers/why")?.key).toBe("story");
  expect(stepOf(stepsOf("mentee"), "answers/why")?.key).toBe("wishes");
  expect(stepOf(stepsOf("mentee"), "degree")).toBeUndefined();
});
test("what publishing needs is to do, and publishing itself as long as it is a draft", () => {
  const steps = stepsOf("mentor");
  expect(keys(openSteps(steps, ["contact", "answers/why"], "draft"))).toEqual(["story", "contact", "publish"]);
  expect(keys(openSteps(steps, [], "draft"))).toEqual(["publish"]);
  expect(openSteps(steps, [], "submitted")).toEqual([]);
});
