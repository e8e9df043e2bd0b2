import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { beginOidcSignInMutation } from "../../api/account/@tanstack/react-query.gen";
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
    ...beginOidcSignInMutation(),
    meta: { tellsItself: true },
    onSuccess: ({ location }, { path }) => {
      rememberProvider(path.provider_id);
      window.location.assign(location);
    },
  });
  const last = usedLast();
  const shown = found(lastUsedFirst(providers, last), words);
  return (
    <section>
      <h2>{t`At your university or employer`}</h2>
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
        {shown.map(({ id, name, organisation_name }) => (
          <li key={id}>
            <button
              type="button"
              className={id === last ? "primary" : undefined}
              aria-disabled={begin.isPending}
              onClick={() =>
                begin.isPending ||
                begin.mutate({
                  path: { provider_id: id },
                  body: { return_to: returnPath(next, window.location.origin) },
                })
              }
            >
              <span>
                <bdi>{name}</bdi>
                {organisation_name !== name && (
                  <span className="muted">
                    {" · "}
                    <bdi>{organisation_name}</bdi>
                  </span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p role="status">{t`Nothing by this name. You can sign in another way below.`}</p>}
    </section>
  );
}
