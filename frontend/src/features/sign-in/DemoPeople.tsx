import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { listDemoPeopleOptions, signInDemoMutation } from "../../api/account/@tanstack/react-query.gen";
import type { DemoPersonOut } from "../../api/account/types.gen";
import { problemSentence } from "../../api/problem";
import { returnPath } from "../../api/returnPath";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { byRole } from "./groups";

const route = getRouteApi("/sign-in");

export function DemoPeople() {
  const people = useQuery(listDemoPeopleOptions());
  const { next } = route.useSearch();
  const signIn = useMutation({
    ...signInDemoMutation(),
    meta: { tellsItself: true },
    // Loads the page anew: nothing that somebody else has read stays in memory.
    onSuccess: () => location.replace(returnPath(next, location.origin)),
  });
  const choose = (person: DemoPersonOut) => !signIn.isPending && signIn.mutate({ body: { person_id: person.id } });
  return (
    <>
      <p className="lead">
        {t`This is a demo: all the people are made up. Choose who you want to be and try everything; nothing here reaches a real person.`}
      </p>
      {signIn.isError && (
        <p className="problem" role="alert">
          {problemSentence(signIn.error)}
        </p>
      )}
      <Loaded query={people}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t`The demo has no people yet`} action={<Link to="/">{t`Go to the home page`}</Link>} />
          ) : (
            byRole(all).map(({ role, people }) => <Group key={role} role={role} people={people} onChoose={choose} />)
          )
        }
      </Loaded>
    </>
  );
}

type GroupProps = { role: string; people: readonly DemoPersonOut[]; onChoose: (person: DemoPersonOut) => void };

function Group({ role, people, onChoose }: GroupProps) {
  return (
    <section>
      <h2>{nameOf(role)}</h2>
      <ul className="people">
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" onClick={() => onChoose(person)}>
              <bdi>{person.name}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf(role: string): string {
  if (role === "mentee") return t`Students`;
  if (role === "mentor") return t`Mentors`;
  if (role === "coordinator") return t`Coordinators`;
  if (role === "admin") return t`Admins`;
  return role === "staff" ? t`Staff` : t`Others`;
}
