import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import type { PictureOut } from "../../api/pictures/types.gen";
import { captionOf, fileRefusal, isDescribed, uploadRefusal, wordsProblems } from "./pictureWords";

const picture = (texts: PictureOut["texts"], decorative = false): PictureOut => ({
  key: "abcdefghij",
  width: 60,
  height: 40,
  size: 100,
  decorative,
  texts,
  used_in: [],
});
const en = { language: "en", words: "Chairs" } as const;
const fi = { language: "fi", words: "Tuolit" } as const;
const refusal = (code: string, ...errors: { pointer: string; code: string }[]) => ({ status: 422, code, errors });

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("a picture is described in every language of the programme, or decoration", () => {
  expect(isDescribed(picture([]), ["en"])).toBe(false);
  expect(isDescribed(picture([en]), ["en", "fi"])).toBe(false);
  expect(isDescribed(picture([en, fi]), ["en", "fi"])).toBe(true);
  expect(isDescribed(picture([], true), ["en", "fi"])).toBe(true);
});

test("a picture is called by what it shows, in the language at hand before another", () => {
  expect(captionOf(picture([en, fi]), "fi")).toEqual({ words: "Tuolit", lang: "fi" });
  expect(captionOf(picture([en]), "fi")).toEqual({ words: "Chairs", lang: "en" });
  expect(captionOf(picture([]), "fi")).toEqual({ words: "Not described yet" });
});

test("what is no picture is not sent", () => {
  expect(fileRefusal(new File(["x"], "x.png", { type: "image/png" }))).toBeUndefined();
  expect(fileRefusal(new File(["x"], "x.svg", { type: "image/svg+xml" }))).toContain("PNG, JPEG or WebP");
});

test("every refusal of a file is put into words", () => {
  for (const code of ["not_a_picture", "broken", "animated", "too_many_pixels", "unheard_of"])
    expect(uploadRefusal(refusal("unusable_picture", { pointer: "#", code }))).toBeTruthy();
  expect(uploadRefusal(refusal("too_large"))).toContain("too large");
  expect(uploadRefusal(refusal("forbidden"))).toBeUndefined();
});

test("what is wrong with a picture in a text is said at the text", () => {
  const told = wordsProblems(refusal("validation", { pointer: "#/body", code: "picture_unknown" }));
  expect(told).toEqual([{ field: "body", message: expect.stringContaining("not among those below") }]);
});
