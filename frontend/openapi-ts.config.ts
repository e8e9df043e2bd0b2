import type { UserConfig } from "@hey-api/openapi-ts";

export default {
  input: "../openapi/openapi.json",
  output: { path: "src/api/generated" },
  plugins: [
    "@hey-api/client-fetch",
    "@hey-api/typescript",
    { name: "@hey-api/sdk", auth: false },
    "@tanstack/react-query",
    "valibot",
  ],
} satisfies UserConfig;
