import { beforeAll, describe, expect, test } from "vitest";
import { languages } from "../i18n/language";
import { load } from "../i18n/load";
import { fieldProblems, problemSentence, readProblem } from "./problem";

const codes = [
  ["not_a_participant", "not_the_mentor", "not_the_mentee", "not_found", "validation", "idempotency_key_reused"],
  ["stale", "too_many_requests", "unauthenticated", "csrf_failed", "unavailable", "network", "forbidden", "conflict"],
  ["too_large"],
].flat();
const answer = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

describe.each(languages)("in %s", (language) => {
  beforeAll(() => load(language));

  test("every code has a sentence of its own", () => {
    const sentences = codes.map((code) => problemSentence({ code, status: 409 }));
    expect(new Set([...sentences, problemSentence({ code: "brand_new", status: 409 })]).size).toBe(codes.length + 1);
  });
});

describe("what a call threw", () => {
  beforeAll(() => load("en"));

  test("the server's problem is taken as it is", () =>
    expect(readProblem({ type: "about:blank", title: "Full", status: 409, code: "mentor_full" })).toEqual({
      status: 409,
      code: "mentor_full",
      errors: [],
    }));
  test("no answer at all is the network", () =>
    expect(readProblem(new TypeError("fetch failed")).code).toBe("network"));
  test("a proxy's page is judged by its status", () =>
    expect(readProblem("<h1>Bad Gateway</h1>", answer(502))).toMatchObject({ status: 502, code: "unavailable" }));
  test("reading twice changes nothing", () => {
    const once = readProblem({ code: "too_many_requests", status: 429 }, answer(429, { "Retry-After": "90" }));
    expect(readProblem(once)).toEqual(once);
  });
  test("an unknown code says what to do", () =>
    expect(problemSentence({ code: "brand_new" })).toMatch(/Try again.*contact address/));
  test("a page's own words come first", () =>
    expect(problemSentence({ code: "mentor_full" }, { mentor_full: "Your places are full." })).toBe(
      "Your places are full.",
    ));
  test("a wait is named in seconds, then in minutes", () => {
    expect(problemSentence({ code: "too_many_requests", retryAfter: 1 })).toMatch(/in 1 second\.$/);
    expect(problemSentence({ code: "too_many_requests", retryAfter: 90 })).toMatch(/in 2 minutes\.$/);
    expect(problemSentence({ code: "too_many_requests" })).toMatch(/Wait a moment/);
  });
});

describe("field errors", () => {
  beforeAll(() => load("en"));

  test.each([
    ["#/message", "message"],
    ["/education/0/year", "education.0.year"],
    ["#/answers/a~1b", "answers.a/b"],
    ["#/ty%C3%B6", "työ"],
  ])("%s is the field %s", (pointer, field) =>
    expect(
      fieldProblems({ code: "validation", errors: [{ pointer, code: "missing", detail: "Field required" }] }),
    ).toEqual([{ field, message: "Fill in this field." }]),
  );
  test("an unknown fault still says something useful", () =>
    expect(
      fieldProblems({ code: "validation", errors: [{ pointer: "#/x", code: "odd", detail: "?" }] })[0]?.message,
    ).toBe("Check what you wrote here."));
  test("none where there are none", () => expect(fieldProblems(new TypeError())).toEqual([]));
});
