import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { listMembersOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { OrganisationOut } from "../../api/coordination/types.gen";
import { readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Invitations } from "./Invitations";
import { MemberRow } from "./MemberRow";
import { ServiceAccounts } from "./ServiceAccounts";
import "../../styles/pages.css";

/** Who works here; its admins also invite, change roles, and keep the service accounts. */
export function PeoplePage({ organisation }: { organisation: OrganisationOut }) {
  const path = { organisation_id: organisation.id };
  const members = useQuery(listMembersOptions({ path, query: { limit: 200 } }));
  const me = useQuery(readSessionOptions()).data?.person.id;
  return (
    <Page title={t`Team`} lead={organisation.name}>
      <Loaded query={members}>
        {({ items }) => {
          const admin = items.some(({ person_id, role }) => person_id === me && role === "admin");
          const people = items.filter(({ service }) => !service);
          return (
            <>
              <section>
                <h2>{t`Coordinators and admins`}</h2>
                <ul className="rows">
                  {people.map((member) => (
                    <MemberRow
                      key={member.person_id}
                      member={member}
                      organisationId={organisation.id}
                      mine={member.person_id === me}
                      admin={admin}
                    />
                  ))}
                </ul>
              </section>
              {admin && <Invitations organisationId={organisation.id} />}
              {admin ? (
                <ServiceAccounts organisationId={organisation.id} />
              ) : (
                <p className="muted">{t`An admin of the organisation invites others and manages its service accounts.`}</p>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
