import { expect, test } from "vitest";
import { pickLanguage } from "./language";

test("an own choice outranks the browser", () => expect(pickLanguage("sv", ["fi-FI", "en"])).toBe("sv"));
test("the browser's first language that we speak", () => expect(pickLanguage(null, ["de-DE", "fi-FI"])).toBe("fi"));
test("an unknown choice is no choice", () => expect(pickLanguage("xx", ["SV-FI"])).toBe("sv"));
test("English when nothing fits", () => expect(pickLanguage(null, ["de", "et"])).toBe("en"));
