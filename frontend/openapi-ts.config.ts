import { defineConfig, type UserConfig } from "@hey-api/openapi-ts";

/** What coordinators alone call. It is a client of its own, so that nobody else's first page carries it. */
const coordination = [
  "POST /api/v1/requests/{request_id}/release",
  "POST /api/v1/programmes/{programme_id}/proposals",
  "POST /api/v1/proposals/{proposal_id}/withdraw",
  "POST /api/v1/participants/{participant_id}/approve",
  "POST /api/v1/participants/{participant_id}/send-back",
  "POST /api/v1/participants/{participant_id}/remove",
  "GET /api/v1/programmes/{programme_id}/participants",
  "GET /api/v1/programmes/{programme_id}/directory/search",
  "POST /api/v1/programmes",
  "POST /api/v1/programmes/{programme_id}/copy",
  "PATCH /api/v1/programmes/{programme_id}",
  "PUT /api/v1/programmes/{programme_id}/clock",
  "POST /api/v1/programmes/{programme_id}/clock/preview",
  "PUT /api/v1/programmes/{programme_id}/texts/{language}",
  "POST /api/v1/programmes/{programme_id}/publish",
  "POST /api/v1/programmes/{programme_id}/archive",
  "POST /api/v1/programmes/{programme_id}/invitations",
  "GET /api/v1/programmes/{programme_id}/messages",
  "GET /api/v1/programmes/{programme_id}/messages/summary",
  "GET /api/v1/messages/{message_id}",
  "GET /api/v1/organisations",
  "GET /api/v1/organisations/{organisation_id}",
  "PATCH /api/v1/organisations/{organisation_id}",
  "GET /api/v1/organisations/{organisation_id}/members",
  "GET /api/v1/organisations/{organisation_id}/audit",
];

const plugins: UserConfig["plugins"] = [
  "@hey-api/client-fetch",
  "@hey-api/typescript",
  { name: "@hey-api/sdk", auth: false },
  "@tanstack/react-query",
  "valibot",
];
const input = "../openapi/openapi.json";
const folder = process.env.KISALLI_API_FOLDER ?? "src/api"; // see generate-api.mjs

export default defineConfig([
  {
    input,
    parser: { filters: { operations: { exclude: coordination } } },
    output: { path: `${folder}/generated` },
    plugins,
  },
  {
    input,
    parser: { filters: { operations: { include: coordination } } },
    output: { path: `${folder}/coordination` },
    plugins,
  },
]);
