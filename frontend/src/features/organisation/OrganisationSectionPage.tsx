import { useQuery } from "@tanstack/react-query";
import { getRouteApi, lazyRouteComponent, notFound } from "@tanstack/react-router";
import { Suspense } from "react";
import { listOrganisationsOptions } from "../../api/coordination/@tanstack/react-query.gen";
import { useProgramme } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { Waiting } from "../../ui/Waiting";

/** The organisation's own affairs, each part fetched when it is opened. */
export const sections = {
  details: lazyRouteComponent(() => import("./DetailsPage"), "DetailsPage"),
  people: lazyRouteComponent(() => import("./PeoplePage"), "PeoplePage"),
  providers: lazyRouteComponent(() => import("./ProvidersPage"), "ProvidersPage"),
};

const route = getRouteApi("/organisation/$section");

/** Of the organisation whose programme is chosen; before there is one, of the first that one works for. */
export function OrganisationSectionPage() {
  const { section } = route.useParams();
  const organisations = useQuery(listOrganisationsOptions());
  const programme = useProgramme();
  if (!isSection(section)) throw notFound();
  const Section = sections[section];
  return (
    <Loaded query={organisations}>
      {({ items }) => {
        const organisation = items.find(({ id }) => id === programme?.organisation_id) ?? items[0];
        if (!organisation) throw notFound();
        return (
          <Suspense fallback={<Waiting />}>
            <Section organisation={organisation} />
          </Suspense>
        );
      }}
    </Loaded>
  );
}

const isSection = (name: string): name is keyof typeof sections => name in sections;
