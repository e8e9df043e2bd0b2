// node check-api.mjs: the committed clients are what the OpenAPI document gives
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clients, generate } from "./generate-api.mjs";

const committed = "src/api";
const fresh = mkdtempSync(join(tmpdir(), "kisalli-api-"));

const filesIn = (folder) =>
  clients.flatMap((client) =>
    readdirSync(join(folder, client), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
  );
const read = (folder, file) => {
  try {
    return readFileSync(join(folder, file), "utf8");
  } catch {
    return undefined;
  }
};

try {
  generate(fresh);
  const files = new Set([...filesIn(committed), ...filesIn(fresh)]);
  const drifted = [...files].filter((file) => read(committed, file) !== read(fresh, file)).sort();
  for (const file of drifted) console.error(`${join(committed, file)}: not what the document gives; npm run api`);
  if (drifted.length > 0) process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
