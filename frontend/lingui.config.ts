import { defineConfig } from "@lingui/conf";
import { formatter } from "@lingui/format-po";

const exclude = ["**/generated/**", "**/*.test.*"];

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "fi", "sv"],
  // The shell's texts come with every page, a feature's with its own pages alone.
  catalogs: [
    {
      path: "<rootDir>/src/locales/{locale}",
      include: ["src/app", "src/api", "src/i18n", "src/ui"],
      exclude,
    },
    {
      path: "<rootDir>/src/features/{name}/locales/{locale}",
      include: ["src/features/{name}"],
      exclude,
    },
  ],
  compileNamespace: "es",
  // Line numbers would make a diff of every edit.
  format: formatter({ lineNumbers: false }),
});
