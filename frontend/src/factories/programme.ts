import type { ClockOutput, ProgrammeOut, TextOut } from "../api/generated/types.gen";

/** For tests: a clock without days, but those that a test is about. */
export const aClock = (days: Partial<ClockOutput> = {}): ClockOutput => ({
  mentor_signup_opens: "",
  mentor_signup_closes: "",
  requests_opens: "",
  requests_closes: "",
  running_opens: "",
  running_closes: "",
  feedback_closes: "",
  ...days,
});

/** For tests: a programme's texts in one language, empty but what a test is about. */
export const aText = (words: Partial<TextOut> = {}): TextOut => ({
  language: "en",
  name: "",
  summary: "",
  mentor_expected: "",
  mentor_not_expected: "",
  mentee_expected: "",
  next_steps: "",
  unmatched_next: "",
  mentee_forms: {},
  ...words,
});

/** For tests: a programme of which nothing is known but what a test is about. */
export const aProgramme = (facts: Partial<ProgrammeOut> = {}): ProgrammeOut => ({
  id: "p",
  organisation_id: "o",
  organisation_name: "Aurora",
  phase: "requesting",
  now: "2027-01-07T12:00:00Z",
  zone: "Europe/Helsinki",
  languages: ["en"],
  contact_address: "mentoring@example.org",
  clock: aClock(),
  rules: {},
  vocabulary: {},
  texts: [],
  published_at: null,
  archived_at: null,
  coordinates: false,
  browses: false,
  participant: null,
  ...facts,
});
