import { readdirSync } from "node:fs";
import { defineConfig } from "@lingui/conf";
import { formatter } from "@lingui/format-po";

const exclude = ["**/generated/**", "**/*.test.*"];
/** What these show of `ui/versions` is said in their own texts: the shell need not carry it. */
const versioned = ["programme", "events", "surveys", "organisation"];
const features = readdirSync("src/features");

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "fi", "sv"],
  // The shell's texts come with every page, a feature's with its own pages alone.
  catalogs: [
    {
      path: "<rootDir>/src/locales/{locale}",
      include: ["src/app", "src/api", "src/i18n", "src/ui"],
      exclude: [...exclude, "src/ui/versions/**"],
    },
    ...features.map((name) => ({
      path: `<rootDir>/src/features/${name}/locales/{locale}`,
      include: [`src/features/${name}`, ...(versioned.includes(name) ? ["src/ui/versions"] : [])],
      exclude,
    })),
  ],
  compileNamespace: "es",
  // Line numbers would make a diff of every edit.
  format: formatter({ lineNumbers: false }),
});
