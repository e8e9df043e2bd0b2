import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { type AsyncRouteComponent, getRouteApi, lazyRouteComponent } from "@tanstack/react-router";
import { Suspense } from "react";
import { listOrganisationsOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { OrganisationOut } from "../../api/coordination/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Waiting } from "../../ui/Waiting";

/** The organisation's own affairs, each part fetched when it is opened. */
export const sections: Partial<Record<string, AsyncRouteComponent<{ organisation: OrganisationOut }>>> = {
  details: lazyRouteComponent(() => import("./DetailsPage"), "DetailsPage"),
  people: lazyRouteComponent(() => import("./PeoplePage"), "PeoplePage"),
  providers: lazyRouteComponent(() => import("./ProvidersPage"), "ProvidersPage"),
};

const route = getRouteApi("/organisation/$section");

/** Of the organisation whose programme is chosen; before there is one, of the first that one works for. */
export function OrganisationSectionPage() {
  const organisations = useQuery(listOrganisationsOptions());
  const programme = useProgramme();
  const Section = sections[route.useParams().section]; // its route lets no other in
  return (
    <Loaded query={organisations}>
      {({ items }) => {
        const organisation = items.find(({ id }) => id === programme?.organisation_id) ?? items[0];
        if (!organisation) return <NotForYou title={t`Organisation`} />;
        return <Suspense fallback={<Waiting />}>{Section && <Section organisation={organisation} />}</Suspense>;
      }}
    </Loaded>
  );
}
