// node openid.mjs PORT CALLBACK FAREWELL: a provider that believes every name; says "ready" when it answers.
import Provider from "oidc-provider";

const [port, callback, farewell] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "kisalli",
      client_secret: "a secret of the tests, known to everybody",
      redirect_uris: callback.split(","),
      post_logout_redirect_uris: [farewell],
    },
  ],
  claims: {
    openid: ["sub"],
    email: ["email", "email_verified"],
    profile: ["name", "locale", "eduperson_scoped_affiliation"],
  },
  cookies: { keys: ["tests"] },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  pkce: { required: () => true },
  async findAccount(_context, sub) {
    const claims = () => ({
      sub,
      name: `${sub} Example`,
      locale: "fi",
      email: `${sub}@mail.example`,
      email_verified: !sub.startsWith("unverified"),
      eduperson_scoped_affiliation: ["student@uni.example", "staff@another.example"],
    });
    return { accountId: sub, claims };
  },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
