import { defineConfig, type UserConfig } from "@hey-api/openapi-ts";

/**
 * What is called on a few pages alone, by the folder of its client: a client's functions come with the first page that calls
 * any of them, and everybody's would come with everybody's first page.
 */
const apart = {
  coordination: [
    "POST /api/v1/requests/{request_id}/release",
    "POST /api/v1/programmes/{programme_id}/proposals",
    "POST /api/v1/proposals/{proposal_id}/withdraw",
    "POST /api/v1/participants/{participant_id}/approve",
    "POST /api/v1/participants/{participant_id}/send-back",
    "POST /api/v1/participants/{participant_id}/remove",
    "POST /api/v1/participants/{participant_id}/erase",
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
    "GET /api/v1/organisations/{organisation_id}/identity-providers",
    "POST /api/v1/organisations/{organisation_id}/saml-providers",
    "POST /api/v1/organisations/{organisation_id}/identity-providers",
    "GET /api/v1/identity-providers/{provider_id}",
    "PATCH /api/v1/identity-providers/{provider_id}",
    "DELETE /api/v1/identity-providers/{provider_id}",
    "POST /api/v1/identity-providers/{provider_id}/test",
    "GET /api/v1/identity-provider-tests/{test_id}",
  ],
  account: [
    "GET /api/v1/session/demo",
    "POST /api/v1/session/demo",
    "POST /api/v1/session/email",
    "POST /api/v1/session/email/confirm",
    "POST /api/v1/session/passkeys/options",
    "POST /api/v1/session/passkeys",
    "POST /api/v1/session/oidc/{provider_id}",
    "POST /api/v1/session/saml",
    "POST /api/v1/session/saml/{provider_id}",
    "GET /api/v1/session/saml/providers",
    "GET /api/v1/me/identities",
    "POST /api/v1/me/identities/email",
    "POST /api/v1/me/identities/email/confirm",
    "POST /api/v1/me/identities/oidc/{provider_id}",
    "POST /api/v1/me/identities/saml",
    "POST /api/v1/me/identities/saml/{provider_id}",
    "DELETE /api/v1/me/identities/{identity_id}",
    "GET /api/v1/me/sessions",
    "DELETE /api/v1/me/sessions",
    "DELETE /api/v1/me/sessions/{session_id}",
    "GET /api/v1/me/passkeys",
    "POST /api/v1/me/passkeys",
    "POST /api/v1/me/passkeys/options",
    "DELETE /api/v1/me/passkeys/{passkey_id}",
    "GET /api/v1/terms",
    "GET /api/v1/me/consents",
    "POST /api/v1/me/consents",
    "GET /api/v1/me/reads",
    "GET /api/v1/me/audiences",
    "GET /api/v1/me/export",
    "GET /api/v1/me/erase",
    "POST /api/v1/me/erase",
  ],
  "taking-part": [
    "POST /api/v1/programmes/{programme_id}/participants",
    "GET /api/v1/participants/{participant_id}/own-profile",
    "PUT /api/v1/participants/{participant_id}/profile",
    "GET /api/v1/participants/{participant_id}/contact",
    "PUT /api/v1/participants/{participant_id}/contact",
    "POST /api/v1/participants/{participant_id}/contact/confirm",
    "POST /api/v1/participants/{participant_id}/publish",
    "POST /api/v1/participants/{participant_id}/pause",
    "POST /api/v1/participants/{participant_id}/resume",
    "POST /api/v1/participants/{participant_id}/leave",
    "PUT /api/v1/participants/{participant_id}/places",
  ],
};

const plugins: UserConfig["plugins"] = [
  "@hey-api/client-fetch",
  "@hey-api/typescript",
  { name: "@hey-api/sdk", auth: false },
  "@tanstack/react-query",
  "valibot",
];
const input = "../openapi/openapi.json";
const folder = process.env.KISALLI_API_FOLDER ?? "src/api"; // see generate-api.mjs

const generated = (client: string, operations: { include?: string[]; exclude?: string[] }): UserConfig => ({
  input,
  parser: { filters: { operations } },
  output: { path: `${folder}/${client}` },
  plugins,
});

export default defineConfig([
  generated("generated", { exclude: Object.values(apart).flat() }),
  ...Object.entries(apart).map(([client, include]) => generated(client, { include })),
]);
