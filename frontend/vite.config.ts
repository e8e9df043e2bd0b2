import { fileURLToPath } from "node:url";
import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = { "/api": "http://127.0.0.1:8000" };

/** What libraries bring along and no page of ours uses; it would weigh on every first visit. */
const unused = [
  // The generated client can listen to streams of events; our API has none.
  {
    find: /^.*\/core\/serverSentEvents\.gen$/,
    replacement: fileURLToPath(new URL("src/api/noEvents.ts", import.meta.url)),
  },
  // It can also write lists and objects into addresses, in six styles.
  {
    find: /^.*\/pathSerializer\.gen$/,
    replacement: fileURLToPath(new URL("src/api/plainParams.ts", import.meta.url)),
  },
  // A stand-in for what React itself has had since 18.
  { find: /^use-sync-external-store\/shim\/with-selector$/, replacement: "use-sync-external-store/with-selector" },
];

type Modules = { getModuleInfo(id: string): { isEntry: boolean; importers: readonly string[] } | null };

/** What the first page needs whichever it is, in one chunk: the bundler, left alone, tears it in two that compress worse. */
function shellOnly(id: string, modules: Modules): string | null {
  const seen = new Set<string>();
  const reached = (each: string): boolean => {
    if (seen.has(each)) return false;
    seen.add(each);
    const module = modules.getModuleInfo(each);
    return module !== null && (module.isEntry || module.importers.some(reached));
  };
  return reached(id) ? "shell" : null;
}

/**
 * What several pages share, by the room it stands in: first what all features stand on, then a feature's own. Left alone,
 * the bundler makes a chunk of every set of pages that share something: a page is then twenty requests of a kilobyte,
 * and on a slow line each waits for its turn.
 */
const roomOf = (id: string) =>
  onPress.test(id) ? null : (/\/src\/((?:api|features)\/[\w-]+)\//.exec(id)?.[1]?.replace("/", "-") ?? null);
/** What several dialogs of the workspace are made of comes with them, when one is opened: the page is full enough. */
const onPress = /\/features\/matches\/\w+(Dialog|Fields)\.tsx$/;
const rooms = [
  {
    name: "ground",
    // HomeSearch is shared by two pages of signing in alone, localTime and versions by pages of coordinators, Rendered by those
    // that show Markdown; of the clients, everybody's.
    test: /\/src\/(ui\/(?!HomeSearch|localTime|versions|Rendered)|i18n|styles|api\/(generated|[\w.]+$))/,
    minShareCount: 2,
    priority: 2,
  },
  // What is too much for the ground; without a chunk of its own it would go along with one of the rooms that show it.
  { name: "versions", test: /\/src\/ui\/versions\//, minShareCount: 2, priority: 2 },
  { name: "local-time", test: /\/src\/ui\/localTime/, minShareCount: 2, priority: 2 },
  { name: roomOf, minShareCount: 2, priority: 1 },
];

export default defineConfig({
  resolve: { alias: unused },
  plugins: [
    babel({ presets: [linguiTransformerBabelPreset()] }),
    react(),
    lingui({ failOnMissing: true, failOnCompileError: true }),
  ],
  build: {
    target: "es2022",
    // budget.mjs reads the manifest.
    manifest: true,
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: shellOnly, priority: 3 }, ...rooms] },
        // No names and no longer than they must be, of few letters: the shell carries a list of all of them.
        hashCharacters: "hex",
        chunkFileNames: "assets/[hash:7].js",
        assetFileNames: "assets/[hash:7][extname]",
      },
    },
    // Every browser that knows light-dark() preloads modules by itself.
    modulePreload: { polyfill: false },
  },
  // contrast.test.ts reads the tokens, which Vitest would leave empty.
  test: { css: true },
  server: { proxy: backend },
  preview: {
    proxy: backend,
    // As strict as the server, so that a breach shows before it is deployed.
    headers: {
      "Content-Security-Policy":
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    },
  },
});
