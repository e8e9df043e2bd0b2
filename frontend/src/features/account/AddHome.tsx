import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { beginFederationLinkMutation } from "../../api/account/@tanstack/react-query.gen";
import { searchFederation } from "../../api/account/sdk.gen";
import { FailedAct } from "../../ui/FailedAct";
import { type Home, HomeSearch } from "../../ui/HomeSearch";
import { waysInProblems } from "./waysInProblems";

/** Adds one's home organisation of the federation: one signs in there once. */
export function AddHome() {
  const begin = useMutation({
    ...beginFederationLinkMutation(),
    meta: { tellsItself: true },
    onSuccess: ({ location }) => window.location.assign(location),
  });
  return (
    <section>
      <h2>{t`Add your home organisation`}</h2>
      <FailedAct error={begin.error} own={waysInProblems()} />
      <HomeSearch
        label={t`Find your home organisation`}
        nothing={t`Nothing found with this name. Try part of it.`}
        find={findHomes}
        pending={begin.isPending}
        onChoose={({ entity_id }) => begin.mutate({ body: { entity_id } })}
      />
    </section>
  );
}

const findHomes = async (q: string): Promise<Home[]> =>
  (await searchFederation({ query: { q, limit: 10 }, throwOnError: true })).data.items;
