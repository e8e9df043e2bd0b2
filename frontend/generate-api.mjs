// node generate-api.mjs [FOLDER]: writes the clients from ../openapi/openapi.json into FOLDER (src/api)
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folders of the clients: everybody's, then those of a few pages (see openapi-ts.config.ts). */
export const clients = [
  "generated",
  "account",
  "agreements",
  "groups",
  "certificates",
  "concerns",
  "coordination",
  "events",
  "guidance",
  "later",
  "months",
  "pictures",
  "surveys",
  "taking-part",
];

/** The others speak through everybody's, which knows language and session. */
const shared = ["client", "core", "client.gen.ts"];
const borrowed = (text) => text.replaceAll(/(from '\.{1,2})(\/client(?:\.gen)?')/g, "$1/../generated$2");

/** The generator's comments link the shop that its parts come from. */
const withoutLinks = (text) => text.replaceAll(/\{@link https?:\S+ ([^}]+)\}/g, "$1");

export function generate(folder) {
  const { status, stdout, stderr } = spawnSync("node_modules/.bin/openapi-ts", [], {
    encoding: "utf8",
    env: { ...process.env, KISALLI_API_FOLDER: folder },
  });
  if (status !== 0) throw new Error(stdout + stderr);
  for (const client of clients) {
    const apart = client !== "generated";
    for (const name of apart ? shared : []) rmSync(join(folder, client, name), { recursive: true });
    for (const file of readdirSync(join(folder, client), { recursive: true }).filter((name) => name.endsWith(".ts"))) {
      const path = join(folder, client, file);
      const text = withoutLinks(readFileSync(path, "utf8"));
      writeFileSync(path, apart ? borrowed(text) : text);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generate(process.argv[2] ?? "src/api");
