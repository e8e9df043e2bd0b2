import { describe, expect, it } from "vitest";
import { mailToBoth } from "./writing";

const members = [{ email: "a+b@example.org" }, { email: "åsa&co@example.org" }];

describe("a mail to both", () => {
  it("goes to the programme, and to the two without showing one the other's address", () => {
    expect(mailToBoth(members, "mentoring@example.org", "Mentoring & more?")).toBe(
      "mailto:mentoring%40example.org?bcc=a%2Bb%40example.org,%C3%A5sa%26co%40example.org&subject=Mentoring%20%26%20more%3F",
    );
  });

  it("is none where nobody can be reached", () => {
    expect(mailToBoth([{ email: null }], "mentoring@example.org", "Mentoring")).toBeUndefined();
  });
});
