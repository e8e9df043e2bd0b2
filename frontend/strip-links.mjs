// node strip-links.mjs FOLDER: takes the links out of the generated client's comments; they lead to a shop of packages
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ts"))) {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  const plain = text.replace(/\{@link https?:\S+ ([^}]+)\}/g, "$1");
  if (plain !== text) writeFileSync(path, plain);
}
