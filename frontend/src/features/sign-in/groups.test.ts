import { expect, test } from "vitest";
import { byRole } from "./groups";

const person = (id: string, role: string) => ({ id, role, name: id, email: "", state: null, language: "en" });

test("students first, then mentors, then those who run it; the order within a role stays", () => {
  const [a, b, c, d] = [
    person("a", "coordinator"),
    person("b", "mentor"),
    person("c", "mentee"),
    person("d", "mentor"),
  ];
  expect(byRole([a, b, c, d])).toEqual([
    { role: "mentee", people: [c] },
    { role: "mentor", people: [b, d] },
    { role: "coordinator", people: [a] },
  ]);
});
test("a role of tomorrow is shown last", () =>
  expect(byRole([person("a", "auditor"), person("b", "admin")]).map(({ role }) => role)).toEqual(["admin", "auditor"]));
