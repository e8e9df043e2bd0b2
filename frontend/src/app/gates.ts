import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { readSessionOptions } from "../api/generated/@tanstack/react-query.gen";
import { chooseProgramme, programmesOptions } from "../api/programme";

type Arrival = {
  context: { queryClient: QueryClient };
  location: { href: string; pathname: string };
  search: { programme?: string | undefined };
};

/** Every page stands on these two; they are asked for side by side, and once. */
const known = (queryClient: QueryClient) =>
  Promise.all([queryClient.ensureQueryData(readSessionOptions()), queryClient.ensureQueryData(programmesOptions())]);

export async function everybody({ context, search }: Arrival) {
  const [session, programmes] = await known(context.queryClient);
  return { programme: session ? chooseProgramme(programmes.items, search.programme) : undefined };
}

/** Whoever has not signed in does so first and then goes on to where they wanted. */
export async function signedIn(arrival: Arrival) {
  const [session] = await known(arrival.context.queryClient);
  if (!session) throw redirect({ to: "/sign-in", search: { next: arrival.location.href } });
  // Whoever is new says their name, and whoever has not yet, agrees to the terms before anything else; what they ask for is open
  // all the same, and so is one's own data: whoever does not agree takes it away from there.
  const asked = !session.person.name || session.terms_to_ask.length > 0;
  if (asked && !/^\/account(\/privacy|\/terms)?$/.test(arrival.location.pathname))
    throw redirect({ to: "/account", search: { next: arrival.location.href } });
  return await everybody(arrival);
}
