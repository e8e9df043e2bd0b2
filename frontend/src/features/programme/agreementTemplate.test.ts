import { expect, it } from "vitest";
import { faultInTemplate } from "./agreementTemplate";

it("what is wrong with a template is said in the server's words, which name the line", () => {
  const error = { code: "validation", errors: [{ pointer: "#/body", code: "field_unnamed", detail: "Line 3" }] };
  expect(faultInTemplate(error)).toBe("Line 3");
  expect(faultInTemplate({ code: "validation", errors: [{ pointer: "#/other", detail: "x" }] })).toBeUndefined();
  expect(faultInTemplate(new TypeError("network"))).toBeUndefined();
});
