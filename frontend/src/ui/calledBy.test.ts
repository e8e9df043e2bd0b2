import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { calledBy } from "./calledBy";

const member = (name: string, role: "mentor" | "mentee") =>
  ({ participant_id: name, name, role, contact: null, shares_contact: false }) as const;
const [aino, maija] = [member("Aino", "mentee"), member("Maija", "mentor")];

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("a group is called by its theme, a pair by the other", () => {
  expect(calledBy({ theme: "Into work", members: [aino, maija] }, "Aino")).toBe("Into work");
  expect(calledBy({ theme: null, members: [aino, maija] }, "Aino")).toBe("Maija");
});
