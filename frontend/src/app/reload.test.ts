import { expect, test } from "vitest";
import { mayReload } from "./reload";

test("the first time", () => expect(mayReload(null, 1_000_000)).toBe(true));
test("not again within a minute", () => expect(mayReload("1000000", 1_030_000)).toBe(false));
test("again after a later deploy", () => expect(mayReload("1000000", 2_000_000)).toBe(true));
test("a spoilt memory does not stop it", () => expect(mayReload("x", 1_000_000)).toBe(true));
