// node budget.mjs: brotli bytes of JS and CSS that the first view of a route loads, read from Vite's manifest
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { brotliCompressSync } from "node:zlib";

const shell = 109_000;
const student = 127_000;
const coordinator = 190_000;

/** Every lazy page and its limit; "index.html" is what every route loads. */
const routes = {
  "index.html": shell,
  "src/features/about/AccessibilityPage.tsx": student,
  "src/features/about/PrivacyPage.tsx": student,
  "src/features/home/HomePage.tsx": student,
  "src/features/sign-in/SignInPage.tsx": student,
  "src/features/sign-in/EmailLinkPage.tsx": student,
  "src/features/account/AccountPage.tsx": student,
  "src/features/account/AccountSectionPage.tsx": student,
  "src/features/account/WaysInPage.tsx": student,
  "src/features/account/TokensPage.tsx": student,
  "src/features/account/CalendarPage.tsx": student,
  "src/features/account/InvitationPage.tsx": student,
  "src/features/account/MyDataPage.tsx": student,
  "src/features/account/TermsPage.tsx": student,
  "src/features/account/NotificationsPage.tsx": student,
  "src/features/account/UnsubscribePage.tsx": student,
  "src/features/certificates/CertificatePage.tsx": student,
  "src/features/certificates/CheckPage.tsx": student,
  "src/features/organisation/OrganisationSectionPage.tsx": coordinator,
  "src/features/organisation/DetailsPage.tsx": coordinator,
  "src/features/organisation/ProvidersPage.tsx": coordinator,
  "src/features/organisation/PeoplePage.tsx": coordinator,
  "src/features/mentors/MentorsPage.tsx": student,
  "src/features/mentors/MentorPage.tsx": student,
  "src/features/mentors/AskPage.tsx": student,
  "src/features/groups/GroupsPage.tsx": student,
  "src/features/requests/RequestsPage.tsx": student,
  "src/features/requests/RequestPage.tsx": student,
  "src/features/proposals/ProposalPage.tsx": student,
  "src/features/matches/MatchPage.tsx": student,
  "src/features/matches/NotesPage.tsx": student,
  "src/features/matches/MeetingPage.tsx": student,
  "src/features/matches/GoalPage.tsx": student,
  "src/features/matches/AgreementPage.tsx": student,
  "src/features/concerns/ConcernPage.tsx": student,
  "src/features/programme/AgreementTemplatePage.tsx": coordinator,
  "src/features/mentors/OwnPreviewPage.tsx": student,
  "src/features/events/EventsPage.tsx": student,
  "src/features/events/NewEventPage.tsx": coordinator,
  "src/features/events/EditEventPage.tsx": coordinator,
  "src/features/events/AttendancePage.tsx": coordinator,
  "src/features/taking-part/JoinPage.tsx": student,
  "src/features/taking-part/JoinAsPage.tsx": student,
  "src/features/taking-part/ProfilePage.tsx": student,
  "src/features/taking-part/PartPage.tsx": student,
  "src/features/programme/SettingsPage.tsx": coordinator,
  "src/features/programme/ClockPage.tsx": coordinator,
  "src/features/programme/RulesPage.tsx": coordinator,
  "src/features/programme/RegisterPage.tsx": coordinator,
  "src/features/programme/TextsPage.tsx": coordinator,
  "src/features/programme/VocabularyPage.tsx": coordinator,
  "src/features/surveys/SurveysPage.tsx": student,
  "src/features/surveys/SurveyPage.tsx": coordinator,
  "src/features/coordination/PeoplePage.tsx": coordinator,
  "src/features/coordination/ParticipantPage.tsx": coordinator,
  "src/features/coordination/PairsPage.tsx": coordinator,
  "src/features/coordination/MailsPage.tsx": coordinator,
  "src/features/coordination/AuditPage.tsx": coordinator,
  "src/features/coordination/RequestsPage.tsx": coordinator,
  "src/features/coordination/RequestPage.tsx": coordinator,
  "src/features/coordination/ProposalPage.tsx": coordinator,
  "src/features/coordination/MatchPage.tsx": coordinator,
  "src/features/guidance/GuidanceSectionPage.tsx": student,
  "src/features/guidance/GuidancePage.tsx": student,
  "src/features/guidance/MaterialPage.tsx": student,
  "src/features/guidance/StoriesPage.tsx": student,
  "src/features/guidance/WordsPage.tsx": coordinator,
};

const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
// Once a file: most belong to every route, and the smallest form takes its time.
const sizes = new Map();
const brotli = (file) => {
  if (!sizes.has(file)) sizes.set(file, brotliCompressSync(readFileSync(`dist/${file}`)).length);
  return sizes.get(file);
};

const chunksOf = (key, seen = new Set()) => {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) chunksOf(next, seen);
  return seen;
};
const filesOf = (keys) =>
  new Set(
    keys.flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]).filter((f) => /\.(js|css)$/.test(f)),
  );

/** A view loads one language, of the shell's texts and of its feature's; the heaviest counts. */
const heaviest = (folder) => {
  const catalogues = Object.keys(manifest).filter((key) => key.startsWith(`${folder}/locales/`));
  return Math.max(0, ...catalogues.map((key) => brotli(manifest[key].file)));
};
const textsOf = (route) => heaviest("src") + (route === "index.html" ? 0 : heaviest(dirname(route)));

let failed = false;
for (const [route, limit] of Object.entries(routes)) {
  if (!manifest[route]) {
    console.error(`${route}: listed in budget.mjs but not in the build`);
    failed = true;
    continue;
  }
  const files = filesOf([...chunksOf("index.html"), ...chunksOf(route)]);
  const bytes = [...files].reduce((sum, file) => sum + brotli(file), textsOf(route));
  const verdict = bytes > limit ? "TOO MUCH" : "ok";
  console.log(`${route}: ${bytes} of ${limit} bytes brotli, ${verdict}`);
  failed ||= bytes > limit;
}

const unlisted = Object.keys(manifest).filter((key) => /^src\/features\/.*Page\.tsx$/.test(key) && !routes[key]);
for (const key of unlisted) {
  console.error(
    `${key}: not in the table of budget.mjs; limits: student or mentor ${student}, coordinator ${coordinator}`,
  );
  failed = true;
}
process.exit(failed ? 1 : 0);
