import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dropAllDrafts, dropDraft, keepDraft, readDraft } from "./draft";

beforeEach(() => {
  const kept: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => Object.assign(kept, { [key]: value }),
    removeItem: (key: string) => Reflect.deleteProperty(kept, key),
  };
  // Like the real one: its keys are its own properties, its methods are not.
  const storage = new Proxy(kept, { get: (_, key) => Reflect.get(key in methods ? methods : kept, key) });
  vi.stubGlobal("sessionStorage", storage);
});
afterEach(() => vi.unstubAllGlobals());

const act = { key: "k", content: "Hei!" };
test("what was kept is there again", () => {
  keepDraft("m", { text: "Hei!", act });
  expect(readDraft("m")).toEqual({ text: "Hei!", act });
});
test("one mentor's draft is not another's", () => {
  keepDraft("m", { text: "Hei!" });
  expect(readDraft("n").text).toBe("");
});
test("a sent one is gone", () => {
  keepDraft("m", { text: "Hei!" });
  dropDraft("m");
  expect(readDraft("m").text).toBe("");
});
test("signing out takes all drafts and nothing else", () => {
  keepDraft("m", { text: "Hei!" });
  sessionStorage.setItem("reloaded-at", "1");
  dropAllDrafts();
  expect([readDraft("m").text, sessionStorage.getItem("reloaded-at")]).toEqual(["", "1"]);
});
test("what somebody else left there is no draft", () => {
  sessionStorage.setItem("draft:m", "{oops");
  expect(readDraft("m").text).toBe("");
});
test("without storage nothing breaks", () => {
  vi.stubGlobal("sessionStorage", undefined);
  keepDraft("m", { text: "Hei!" });
  expect(readDraft("m").text).toBe("");
});
