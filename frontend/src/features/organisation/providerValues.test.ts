import { expect, test } from "vitest";
import type { ProviderOut } from "../../api/coordination/types.gen";
import { keepable, linesOf, patchOf, readLines, valuesOf } from "./providerValues";

test("what values mean is written a line each and read back", () => {
  const meant = { "All students": "student", "a=b": "staff" } as const;
  expect(readLines(linesOf(meant))).toEqual({ meant, unclear: [] });
});

test.each(["student", "= student", "Kings = king", "Chess ="])("%s says nothing clear, and is named", (line) => {
  expect(readLines(`Staff = staff\n\n${line}`)).toEqual({ meant: { Staff: "staff" }, unclear: [line] });
});

const provider: ProviderOut = {
  id: "p",
  kind: "oidc",
  name: "Aalto",
  issuer: "https://login.example.org",
  client_id: "kisalli",
  has_secret: true,
  mapping: { kinds: { Staff: "staff" } },
  enabled: false,
  callback: "https://kisalli.example.org/callback",
  created_at: "2027-01-01T00:00:00Z",
};

test("an empty field is none, and an empty secret leaves the one that is kept", () => {
  const values = valuesOf(provider);
  expect(patchOf(values)).toEqual({
    name: "Aalto",
    client_id: "kisalli",
    mapping: { name: null, email: null, affiliation: null, kinds: { Staff: "staff" }, home_organisation: null },
  });
  expect(patchOf({ ...values, client_secret: " s " }).client_secret).toBe("s");
});

test("no secret is kept in the tab, all else is", () => {
  const values = { ...valuesOf(provider), client_secret: "s", metadata: "<m/>" };
  expect(keepable(values)).toEqual({ ...values, client_secret: "" });
});
