import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { beginFederationSignIn, searchFederation } from "../../api/account/sdk.gen";
import { returnPath } from "../../api/returnPath";
import { FailedAct } from "../../ui/FailedAct";
import { type Home, HomeSearch } from "../../ui/HomeSearch";
import { homeUsedLast, rememberHome } from "./providers";
import { providerProblems } from "./signInProblems";

const route = getRouteApi("/sign-in");

/** At one's home organisation, found among those of the federation; the one that was used here last needs no search. */
export function FederationSignIn() {
  const { next } = route.useSearch();
  const [last] = useState(() => chosenElsewhere() ?? homeUsedLast());
  const begin = useMutation({
    mutationFn: async ({ entity_id }: Home) => {
      const body = { entity_id, return_to: returnPath(next, window.location.origin) };
      return (await beginFederationSignIn({ body, throwOnError: true })).data;
    },
    meta: { tellsItself: true },
    onSuccess: ({ location }, home) => {
      rememberHome(home);
      window.location.assign(location);
    },
  });
  return (
    <section>
      <h2>{t`With your home organisation (Haka)`}</h2>
      <FailedAct error={begin.error} own={providerProblems()} />
      <HomeSearch
        label={t`Find your home organisation`}
        nothing={t`Nothing found with this name. Try part of it, or sign in another way.`}
        find={findHomes}
        pending={begin.isPending}
        last={last}
        onChoose={(home) => begin.mutate(home)}
      />
    </section>
  );
}

/** Whoever has chosen on the federation's own page comes back with it; one press goes on. */
function chosenElsewhere(): Home | undefined {
  const home = new URLSearchParams(window.location.search).get("home");
  return home && URL.canParse(home) ? { entity_id: home, name: new URL(home).hostname || home } : undefined;
}

const findHomes = async (q: string): Promise<Home[]> =>
  (await searchFederation({ query: { q, limit: 10 }, throwOnError: true })).data.items;
