import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { beginOidcSignIn, beginSamlSignIn } from "../../api/account/sdk.gen";
import type { ProviderChoiceOut } from "../../api/generated/types.gen";
import { returnPath } from "../../api/returnPath";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { found, lastUsedFirst, rememberProvider, usedLast } from "./providers";
import { providerProblems } from "./signInProblems";

const route = getRouteApi("/sign-in");
/** More than these are searched rather than read. */
const few = 8;

/** At one's university or employer; the service that was used here last comes first. */
export function ProviderSignIn({ providers }: { providers: readonly ProviderChoiceOut[] }) {
  const { next } = route.useSearch();
  const [words, setWords] = useState("");
  const begin = useMutation({
    mutationFn: async ({ id, kind }: ProviderChoiceOut) => {
      const begun = kind === "saml" ? beginSamlSignIn : beginOidcSignIn;
      const body = { return_to: returnPath(next, window.location.origin) };
      return (await begun({ path: { provider_id: id }, body, throwOnError: true })).data;
    },
    meta: { tellsItself: true },
    onSuccess: ({ location }, { id }) => {
      rememberProvider(id);
      window.location.assign(location);
    },
  });
  const last = usedLast();
  const shown = found(lastUsedFirst(providers, last), words);
  return (
    <section>
      <h2>{t`With your university or employer`}</h2>
      <FailedAct error={begin.error} own={providerProblems()} />
      {providers.length > few && (
        <TextField
          type="search"
          name="provider"
          label={t`Find your university or employer`}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <ul className="people">
        {shown.map((provider) => (
          <li key={provider.id}>
            <button
              type="button"
              className={provider.id === last ? "primary" : undefined}
              aria-disabled={begin.isPending}
              onClick={() => begin.isPending || begin.mutate(provider)}
            >
              <span>
                <bdi>{provider.name}</bdi>
                {provider.organisation_name !== provider.name && (
                  <span className="muted">
                    {" · "}
                    <bdi>{provider.organisation_name}</bdi>
                  </span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p role="status">{t`Nothing found with this name. You can sign in another way below.`}</p>}
    </section>
  );
}
