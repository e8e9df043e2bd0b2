import { expect, test } from "vitest";
import { linesOf, patchOf, readLines } from "./providerValues";

test("what values mean is written a line each and read back", () => {
  const meant = { "All students": "student", "a=b": "staff" } as const;
  expect(readLines(linesOf(meant))).toEqual({ meant, unclear: [] });
});

test.each(["student", "= student", "Kings = king", "Chess ="])("%s says nothing clear, and is named", (line) => {
  expect(readLines(`Staff = staff\n\n${line}`)).toEqual({ meant: { Staff: "staff" }, unclear: [line] });
});

test("an empty field is none, and an empty secret leaves the one that is kept", () => {
  const form: Record<string, string> = { name: "Aalto", client_id: "kisalli", kinds: "Staff = staff" };
  expect(patchOf((field) => form[field] ?? "")).toEqual({
    name: "Aalto",
    client_id: "kisalli",
    mapping: { name: null, email: null, affiliation: null, kinds: { Staff: "staff" }, home_organisation: null },
  });
  expect(patchOf((field) => (field === "client_secret" ? "s" : "")).client_secret).toBe("s");
});
