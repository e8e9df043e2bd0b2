import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
} from "@tanstack/react-router";
import * as api from "../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../api/generated/types.gen";
import { looksThrough, partIn } from "../api/programme";
import type { Narrowing } from "../features/coordination/search";
import { parseMentorFilter } from "../features/mentors/search";
import { noticeable, Waiting } from "../ui/Waiting";
import { ErrorPage } from "./ErrorPage";
import { everybody, signedIn } from "./gates";
import { NotFoundPage } from "./NotFoundPage";
import { Root } from "./Root";
import { parseSearch, stringifySearch } from "./search";
import { loadTexts } from "./texts";

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  validateSearch: (search): { programme?: string | undefined } => ({ programme: text(search.programme) }),
  // The chosen programme comes along from page to page.
  search: {
    middlewares: [
      ({ search, next }) => {
        const wanted = next(search);
        return { ...wanted, programme: wanted.programme ?? search.programme };
      },
    ],
  },
});

/** A page with the texts of its feature, fetched side by side. */
const page =
  <M,>(feature: string, load: () => Promise<M>): (() => Promise<M>) =>
  async () =>
    (await Promise.all([load(), loadTexts(feature)]))[0];

/** Where a page stands that needs nothing but to be let in to. */
const plain = <const P extends string>(path: P, beforeLoad: typeof signedIn) => ({
  getParentRoute: () => root,
  path,
  beforeLoad,
});

/* What a coordinator sees of a page that others have too: fetched by coordinators alone, handed to the page by its route. */

const Waits = lazyRouteComponent(
  page("home", () => import("../features/home/CoordinatorHome")),
  "CoordinatorHome",
);
/* What waits in one's matches is fetched by those who have one, and handed to the front page. */
const atHome = page("matches", () => import("../features/matches/AtHome"));
const InMatches = lazyRouteComponent(atHome, "AtHome");
const AllRequests = lazyRouteComponent(
  page("coordination", () => import("../features/coordination/RequestsPage")),
  "RequestsPage",
);
const OneRequest = lazyRouteComponent(
  page("coordination", () => import("../features/coordination/RequestPage")),
  "RequestPage",
);
const OneProposal = lazyRouteComponent(
  page("coordination", () => import("../features/coordination/ProposalPage")),
  "ProposalPage",
);
const OneMatch = lazyRouteComponent(
  page("coordination", () => import("../features/coordination/MatchPage")),
  "MatchPage",
);

/** Asked beside several pages; whoever has nothing to be asked sees nothing. */
const LaterConsents = lazyRouteComponent(
  page("account", () => import("../features/account/LaterConsents")),
  "LaterConsents",
);
/** What a group's page has in the place of a pair's. */
const InGroup = lazyRouteComponent(
  page("in-group", () => import("../features/in-group/InGroup")),
  "InGroup",
);

/** What is fetched before its page is shown: what is still missing then, React holds back for 300 ms. */
type Part = Pick<typeof Waits, "preload">;

const forCoordinators = async (theirs: Part, programme: ProgrammeOut | undefined) => {
  if (programme && partIn(programme) === "coordinator") await theirs.preload?.();
};

const section = async (page: Promise<{ sections: Partial<Record<string, Part>> }>, name: string) => {
  const { sections } = await page;
  if (!Object.hasOwn(sections, name)) throw notFound();
  await sections[name]?.preload?.();
};

/** What narrows a coordinator's list comes as it is; the page knows which values there are. */
const narrowing = ({ role, state, mail, pair, q, about }: Record<string, unknown>): Narrowing => ({
  role: text(role),
  state: text(state),
  mail: text(mail),
  pair: text(pair),
  q: text(q),
  about: text(about),
});

/** What a mailed link carries. */
const keyed = (search: Record<string, unknown>): { key?: string | undefined } => ({ key: text(search.key) });

/** Where somebody wanted to go. */
const onwards = (search: Record<string, unknown>): { next?: string | undefined } => ({ next: text(search.next) });

const home = createRoute({
  ...plain("/", everybody),
  // Waited for: what comes late would push down what stands below it.
  loader: async ({ context: { queryClient, programme } }) => {
    if (!programme) return;
    if (partIn(programme) === "coordinator") {
      const [{ prefetchWhatWaits }] = await Promise.all([import("../features/home/whatWaits"), Waits.preload?.()]);
      await prefetchWhatWaits(queryClient, programme.id);
    }
    if (!programme.participant) return;
    const path = { programme_id: programme.id };
    const own = { participant_id: programme.participant.id };
    const query = partIn(programme) === "mentor" ? { ...own, state: "pending" as const } : own;
    const matches = api.listMatchesOptions({ path, query: own });
    await Promise.all([
      queryClient.prefetchQuery(api.readHomeOptions({ path })),
      queryClient.prefetchQuery(api.listRequestsOptions({ path, query })),
      queryClient.prefetchQuery(matches),
      queryClient.prefetchQuery(api.listProposalsOptions({ path, query: { ...own, state: "pending" } })),
    ]);
    const made = queryClient.getQueryData(matches.queryKey)?.items.filter(({ state }) => state === "active") ?? [];
    if (made[0]) await Promise.all([(await atHome()).prefetch(queryClient, made), InMatches.preload?.()]);
  },
  context: () => ({ ForCoordinator: Waits, InMatches }),
  component: lazyRouteComponent(
    page("home", () => import("../features/home/HomePage")),
    "HomePage",
  ),
});

const signIn = createRoute({
  ...plain("/sign-in", everybody),
  validateSearch: onwards,
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(api.listProvidersOptions()),
  component: lazyRouteComponent(
    page("sign-in", () => import("../features/sign-in/SignInPage")),
    "SignInPage",
  ),
});

const emailLink = createRoute({
  ...plain("/sign-in/email", everybody),
  validateSearch: keyed,
  component: lazyRouteComponent(
    page("sign-in", () => import("../features/sign-in/EmailLinkPage")),
    "EmailLinkPage",
  ),
});

const account = createRoute({
  ...plain("/account", signedIn),
  validateSearch: onwards,
  component: lazyRouteComponent(
    page("account", () => import("../features/account/AccountPage")),
    "AccountPage",
  ),
});

const accountSection = createRoute({
  ...plain("/account/$section", signedIn),
  validateSearch: keyed,
  loader: ({ params }) => section(import("../features/account/AccountSectionPage"), params.section),
  component: lazyRouteComponent(
    page("account", () => import("../features/account/AccountSectionPage")),
    "AccountSectionPage",
  ),
});

const organisationSection = createRoute({
  ...plain("/organisation/$section", signedIn),
  loader: ({ params }) => section(import("../features/organisation/OrganisationSectionPage"), params.section),
  component: lazyRouteComponent(
    page("organisation", () => import("../features/organisation/OrganisationSectionPage")),
    "OrganisationSectionPage",
  ),
});

const mentors = createRoute({
  ...plain("/mentors", signedIn),
  validateSearch: parseMentorFilter,
  loader: ({ context: { queryClient, programme } }) => {
    if (!programme || !looksThrough(programme)) return;
    const path = { programme_id: programme.id };
    void queryClient.prefetchQuery(api.readDirectoryOptions({ path }));
    if (partIn(programme) === "mentee") void queryClient.prefetchQuery(api.readOverlayOptions({ path }));
  },
  component: lazyRouteComponent(
    page("mentors", () => import("../features/mentors/MentorsPage")),
    "MentorsPage",
  ),
});

type Loading = {
  context: { queryClient: QueryClient; programme?: ProgrammeOut | undefined };
  params: { mentorId: string };
};

const ofMentor = async ({ context: { queryClient, programme }, params }: Loading) => {
  if (!programme) return;
  const path = { programme_id: programme.id, mentor_id: params.mentorId };
  await queryClient.prefetchQuery(api.readMentorOptions({ path }));
};

const mentor = createRoute({
  ...plain("/mentors/$mentorId", signedIn),
  loader: ofMentor,
  component: lazyRouteComponent(
    page("mentors", () => import("../features/mentors/MentorPage")),
    "MentorPage",
  ),
});

const ask = createRoute({
  ...plain("/mentors/$mentorId/ask", signedIn),
  loader: ofMentor,
  component: lazyRouteComponent(
    page("mentors", () => import("../features/mentors/AskPage")),
    "AskPage",
  ),
});

const requests = createRoute({
  ...plain("/requests", signedIn),
  validateSearch: narrowing,
  loader: ({ context: { programme } }) => forCoordinators(AllRequests, programme),
  context: () => ({ ForCoordinator: AllRequests }),
  component: lazyRouteComponent(
    page("requests", () => import("../features/requests/RequestsPage")),
    "RequestsPage",
  ),
});

const request = createRoute({
  ...plain("/requests/$requestId", signedIn),
  loader: async ({ context: { queryClient, programme }, params }) => {
    const read = queryClient.prefetchQuery(api.readRequestOptions({ path: { request_id: params.requestId } }));
    await Promise.all([read, forCoordinators(OneRequest, programme)]);
  },
  context: () => ({ ForCoordinator: OneRequest }),
  component: lazyRouteComponent(
    page("requests", () => import("../features/requests/RequestPage")),
    "RequestPage",
  ),
});

const proposal = createRoute({
  ...plain("/proposals/$proposalId", signedIn),
  loader: async ({ context: { queryClient, programme }, params }) => {
    const read = queryClient.prefetchQuery(api.readProposalOptions({ path: { proposal_id: params.proposalId } }));
    await Promise.all([read, forCoordinators(OneProposal, programme)]);
  },
  context: () => ({ ForCoordinator: OneProposal }),
  component: lazyRouteComponent(
    page("proposals", () => import("../features/proposals/ProposalPage")),
    "ProposalPage",
  ),
});

const match = createRoute({
  ...plain("/matches/$matchId", signedIn),
  loader: async ({ context: { queryClient, programme }, params }) => {
    const read = queryClient.prefetchQuery(api.readMatchOptions({ path: { match_id: params.matchId } }));
    await Promise.all([read, forCoordinators(OneMatch, programme)]);
  },
  context: () => ({ ForCoordinator: OneMatch, InGroup }),
  component: lazyRouteComponent(
    page("matches", () => import("../features/matches/MatchPage")),
    "MatchPage",
  ),
});

/** The groups, one of them, and the forms to ask, offer and change. */
const groups = createRoute({
  getParentRoute: () => root,
  path: "/groups/{-$groupId}/{-$view}",
  validateSearch: narrowing,
  beforeLoad: signedIn,
  component: lazyRouteComponent(
    page("groups", () => import("../features/groups/GroupsPage")),
    "GroupsPage",
  ),
});

const agreement = createRoute({
  ...plain("/matches/$matchId/agreement", signedIn),
  component: lazyRouteComponent(
    page("matches", () => import("../features/matches/AgreementPage")),
    "AgreementPage",
  ),
});

const concern = createRoute({
  ...plain("/concerns/$concernId", signedIn),
  validateSearch: narrowing,
  component: lazyRouteComponent(
    page("concerns", () => import("../features/concerns/ConcernPage")),
    "ConcernPage",
  ),
});

const agreementTemplate = createRoute({
  ...plain("/programme/agreement", signedIn),
  component: lazyRouteComponent(
    page("programme", () => import("../features/programme/AgreementTemplatePage")),
    "AgreementTemplatePage",
  ),
});

const notes = createRoute({
  ...plain("/matches/$matchId/notes", signedIn),
  component: lazyRouteComponent(
    page("matches", () => import("../features/matches/NotesPage")),
    "NotesPage",
  ),
});

const meeting = createRoute({
  ...plain("/meetings/$meetingId", signedIn),
  component: lazyRouteComponent(
    page("matches", () => import("../features/matches/MeetingPage")),
    "MeetingPage",
  ),
});

const goal = createRoute({
  ...plain("/goals/$goalId", signedIn),
  component: lazyRouteComponent(
    page("matches", () => import("../features/matches/GoalPage")),
    "GoalPage",
  ),
});

const certificate = createRoute({
  ...plain("/certificate", signedIn),
  context: () => ({ LaterConsents }),
  component: lazyRouteComponent(
    page("certificates", () => import("../features/certificates/CertificatePage")),
    "CertificatePage",
  ),
});

const certificateCheck = createRoute({
  ...plain("/certificates/$code", everybody),
  component: lazyRouteComponent(
    page("certificates", () => import("../features/certificates/CheckPage")),
    "CheckPage",
  ),
});

const unsubscribe = createRoute({
  ...plain("/unsubscribe/$key", everybody),
  validateSearch: narrowing,
  component: lazyRouteComponent(
    page("account", () => import("../features/account/UnsubscribePage")),
    "UnsubscribePage",
  ),
});

const join = createRoute({
  ...plain("/join", signedIn),
  component: lazyRouteComponent(
    page("taking-part", () => import("../features/taking-part/JoinPage")),
    "JoinPage",
  ),
});

const joinAs = createRoute({
  ...plain("/join/$programmeId", signedIn),
  validateSearch: (search): { as: "mentor" | "mentee" } => ({ as: search.as === "mentor" ? "mentor" : "mentee" }),
  component: lazyRouteComponent(
    page("taking-part", () => import("../features/taking-part/JoinAsPage")),
    "JoinAsPage",
  ),
});

const profile = createRoute({
  ...plain("/profile", signedIn),
  validateSearch: (search): { step?: string | undefined } => ({ step: text(search.step) }),
  component: lazyRouteComponent(
    page("taking-part", () => import("../features/taking-part/ProfilePage")),
    "ProfilePage",
  ),
});

const preview = createRoute({
  ...plain("/profile/preview", signedIn),
  component: lazyRouteComponent(
    page("mentors", () => import("../features/mentors/OwnPreviewPage")),
    "OwnPreviewPage",
  ),
});

const part = createRoute({
  ...plain("/taking-part", signedIn),
  component: lazyRouteComponent(
    page("taking-part", () => import("../features/taking-part/PartPage")),
    "PartPage",
  ),
});

const guidance = createRoute({
  ...plain("/programmes/$programmeId/guidance/{-$slug}/{-$language}", everybody),
  validateSearch: narrowing,
  component: lazyRouteComponent(
    page("guidance", () => import("../features/guidance/GuidanceSectionPage")),
    "GuidanceSectionPage",
  ),
});

const accessibility = createRoute({
  ...plain("/accessibility", everybody),
  component: lazyRouteComponent(
    page("about", () => import("../features/about/AccessibilityPage")),
    "AccessibilityPage",
  ),
});

const privacy = createRoute({
  ...plain("/privacy", everybody),
  component: lazyRouteComponent(
    page("about", () => import("../features/about/PrivacyPage")),
    "PrivacyPage",
  ),
});

const events = createRoute({
  ...plain("/events", signedIn),
  validateSearch: narrowing,
  component: lazyRouteComponent(
    page("events", () => import("../features/events/EventsPage")),
    "EventsPage",
  ),
});

const event = createRoute({
  ...plain("/events/$eventId", signedIn),
  component: lazyRouteComponent(
    page("events", () => import("../features/events/EventsPage")),
    "EventPage",
  ),
});

const eventSection = createRoute({
  ...plain("/events/$eventId/$section", signedIn),
  loader: ({ params }) => section(import("../features/events/EventsPage"), params.section),
  component: lazyRouteComponent(
    page("events", () => import("../features/events/EventsPage")),
    "EventSectionPage",
  ),
});

const settings = createRoute({
  ...plain("/programme/settings", signedIn),
  component: lazyRouteComponent(
    page("programme", () => import("../features/programme/SettingsPage")),
    "SettingsPage",
  ),
});

const clock = createRoute({
  ...plain("/programme/clock", signedIn),
  component: lazyRouteComponent(
    page("programme", () => import("../features/programme/ClockPage")),
    "ClockPage",
  ),
});

const rules = createRoute({
  ...plain("/programme/rules", signedIn),
  component: lazyRouteComponent(
    page("programme", () => import("../features/programme/RulesPage")),
    "RulesPage",
  ),
});

const register = createRoute({
  ...plain("/programme/register", signedIn),
  component: lazyRouteComponent(
    page("programme", () => import("../features/programme/RegisterPage")),
    "RegisterPage",
  ),
});

const programmeTexts = createRoute({
  ...plain("/programme/texts", signedIn),
  component: lazyRouteComponent(
    page("programme", () => import("../features/programme/TextsPage")),
    "TextsPage",
  ),
});

const vocabulary = createRoute({
  ...plain("/programme/vocabulary", signedIn),
  component: lazyRouteComponent(
    page("programme", () => import("../features/programme/VocabularyPage")),
    "VocabularyPage",
  ),
});

const people = createRoute({
  ...plain("/people", signedIn),
  validateSearch: narrowing,
  component: lazyRouteComponent(
    page("coordination", () => import("../features/coordination/PeoplePage")),
    "PeoplePage",
  ),
});

const person = createRoute({
  ...plain("/people/$participantId", signedIn),
  validateSearch: narrowing,
  component: lazyRouteComponent(
    page("coordination", () => import("../features/coordination/ParticipantPage")),
    "ParticipantPage",
  ),
});

const pairs = createRoute({
  ...plain("/pairs", signedIn),
  validateSearch: narrowing,
  component: lazyRouteComponent(
    page("coordination", () => import("../features/coordination/PairsPage")),
    "PairsPage",
  ),
});

const mails = createRoute({
  ...plain("/mails", signedIn),
  validateSearch: narrowing,
  component: lazyRouteComponent(
    page("coordination", () => import("../features/coordination/MailsPage")),
    "MailsPage",
  ),
});

const audit = createRoute({
  ...plain("/audit", signedIn),
  validateSearch: narrowing,
  component: lazyRouteComponent(
    page("coordination", () => import("../features/coordination/AuditPage")),
    "AuditPage",
  ),
});

/** Their list, and the form to which mails lead. */
const Surveys = lazyRouteComponent(
  page("surveys", () => import("../features/surveys/SurveysPage")),
  "SurveysPage",
);

const surveys = createRoute({
  ...plain("/surveys/{-$surveyId}/{-$view}", signedIn),
  component: Surveys,
});

const surveyForm = createRoute({
  ...plain("/programmes/$programmeId/surveys/$surveyId", signedIn),
  context: () => ({ LaterConsents }),
  component: Surveys,
});

const routeTree = root.addChildren([
  ...[home, accessibility, privacy, signIn, mentors, mentor, ask, requests, request, proposal, match],
  ...[notes, meeting, goal],
  ...[join, joinAs, profile, preview, part],
  ...[events, event, eventSection],
  ...[settings, clock, rules, register, programmeTexts, vocabulary],
  ...[people, person, pairs, mails, audit],
  ...[certificate, certificateCheck, unsubscribe],
  ...[surveys, surveyForm],
  groups,
  ...[emailLink, account, accountSection, organisationSection],
  guidance,
  ...[agreement, concern, agreementTemplate],
]);

export const createAppRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    // Freshness is the query cache's business, not the router's.
    defaultPreloadStaleTime: 0,
    // The old page stays until the wait is worth a word; a page that is there is never held back.
    defaultPendingMs: noticeable,
    defaultPendingMinMs: 0,
    defaultPendingComponent: () => <Waiting after={0} />,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
