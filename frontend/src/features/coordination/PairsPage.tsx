import { t } from "@lingui/core/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { Coordinated } from "./Coordinated";
import { FilterNav } from "./FilterNav";
import { Matches } from "./Matches";
import { Proposals } from "./Proposals";
import { askedBy, type PairsView, pairsView, views } from "./pairsFilter";

const route = getRouteApi("/pairs");

export function PairsPage() {
  return <Coordinated title={t`Pairs`}>{(programme) => <Pairs programme={programme} />}</Coordinated>;
}

function Pairs({ programme }: { programme: ProgrammeOut }) {
  const view = pairsView(route.useSearch());
  const asked = askedBy(view);
  return (
    <>
      <FilterNav
        label={t`Pairs and suggestions`}
        to="/pairs"
        chosen={view}
        choices={views.map((value) => ({ value, state: value, label: names[value]() }))}
      />
      {programme.rules.groups !== "none" && (
        <p>
          <Link
            to="/groups/{-$groupId}/{-$view}"
            params={{ groupId: undefined, view: undefined }}
          >{t`Groups and their free places`}</Link>
        </p>
      )}
      {asked.of === "matches" ? (
        <Matches state={asked.state} programme={programme} />
      ) : (
        <Proposals state={asked.state} programme={programme} />
      )}
    </>
  );
}

const names: Record<PairsView, () => string> = {
  active: () => t`Running pairs`,
  ended: () => t`Ended pairs`,
  suggested: () => t`Suggestions that wait`,
  suggestions: () => t`All suggestions`,
};
