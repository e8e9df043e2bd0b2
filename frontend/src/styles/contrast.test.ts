import { describe, expect, test } from "vitest";
import tokens from "./tokens.css?raw";

const pairs = [...tokens.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)];
const colours = new Map(pairs.map(([, name = "", light = "", dark = ""]) => [name, { light, dark }]));

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string, scheme: "light" | "dark"): number {
  const [a, b] = [one, other].map((name) => {
    const colour = colours.get(name);
    if (!colour) throw new Error(`tokens.css has no --${name}`);
    return luminance(colour[scheme]);
  });
  const [low = 0, high = 0] = [a ?? 0, b ?? 0].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["paper", "surface", "sunken"];
const text = [
  ...grounds.flatMap((ground) => ["ink", "ink-soft", "spruce", "spruce-strong", "error"].map((ink) => [ink, ground])),
  ["ink", "spruce-wash"],
  ["spruce", "spruce-wash"],
  ["spruce-strong", "spruce-wash"],
  ["ink", "honey-wash"],
  ["ink", "error-wash"],
  ["error", "error-wash"],
  ["on-spruce", "spruce"],
  ["on-spruce", "spruce-strong"],
];
const parts = grounds.flatMap((ground) => ["edge", "focus", "spruce", "error"].map((edge) => [edge, ground]));

describe.each(["light", "dark"] as const)("in %s", (scheme) => {
  test.each(text)("text in %s on %s is readable", (ink = "", ground = "") =>
    expect(contrast(ink, ground, scheme)).toBeGreaterThanOrEqual(4.5),
  );
  test.each(parts)("an edge in %s on %s can be seen", (edge = "", ground = "") =>
    expect(contrast(edge, ground, scheme)).toBeGreaterThanOrEqual(3),
  );
});
