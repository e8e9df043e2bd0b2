// node check-api.mjs: the committed client is what the OpenAPI document gives
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const committed = "src/api/generated";
const fresh = mkdtempSync(join(tmpdir(), "kisalli-api-"));

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
const read = (folder, file) => {
  try {
    return readFileSync(join(folder, file), "utf8");
  } catch {
    return undefined;
  }
};

try {
  const { status, stdout, stderr } = spawnSync("node_modules/.bin/openapi-ts", ["--output", fresh], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stdout + stderr);
  spawnSync("node", ["strip-links.mjs", fresh], { stdio: "inherit" });
  const files = new Set([...filesIn(committed), ...filesIn(fresh)]);
  const drifted = [...files].filter((file) => read(committed, file) !== read(fresh, file));
  for (const file of drifted) console.error(`${join(committed, file)}: not what the document gives; npm run api`);
  if (drifted.length > 0) process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
