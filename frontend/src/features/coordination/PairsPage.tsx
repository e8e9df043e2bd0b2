import { t } from "@lingui/core/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { Coordinated } from "./Coordinated";
import { FilterNav } from "./FilterNav";
import { Matches } from "./Matches";
import { Proposals } from "./Proposals";
import { askedBy, type PairsView, pairsFilter, pairsView, views } from "./pairsFilter";

const route = getRouteApi("/pairs");

export function PairsPage() {
  return <Coordinated title={t`Pairs`}>{(programme) => <Pairs programme={programme} />}</Coordinated>;
}

function Pairs({ programme }: { programme: ProgrammeOut }) {
  const address = route.useSearch();
  const [view, filter] = [pairsView(address), pairsFilter(address)];
  const asked = askedBy(view, filter);
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
      {asked.of === "pairs" ? (
        <Matches view={view} query={asked.query} filtered={Object.keys(filter).length > 0} programme={programme} />
      ) : (
        <Proposals state={asked.state} programme={programme} />
      )}
    </>
  );
}

const names: Record<PairsView, () => string> = {
  active: () => t`Active pairs`,
  ended: () => t`Ended pairs`,
  all: () => t`All pairs`,
  suggested: () => t`Suggestions waiting for answers`,
  suggestions: () => t`All suggestions`,
};
