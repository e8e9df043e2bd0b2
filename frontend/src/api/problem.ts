import { plural, t } from "@lingui/core/macro";

/** What we use of RFC 9457. */
export type Problem = {
  status: number;
  code: string;
  errors: FieldError[];
  /** Seconds, from the Retry-After header. */
  retryAfter?: number;
};
/** `detail` is the server's own sentence, in the page's language. */
type FieldError = { pointer: string; code: string; detail?: unknown };
export type FieldProblem = { field: string; message: string };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Lenient, because a proxy on the way may answer in its own words. By hand: a schema library would weigh on every page. */
function problemIn(error: unknown): Problem | undefined {
  if (!isRecord(error) || typeof error.code !== "string") return undefined;
  const { status, code, errors, retryAfter } = error;
  return {
    status: typeof status === "number" ? status : 0,
    code,
    errors: Array.isArray(errors) ? errors.flatMap(fieldErrorIn) : [],
    ...(typeof retryAfter === "number" && { retryAfter }),
  };
}

function fieldErrorIn(error: unknown): FieldError[] {
  if (!isRecord(error) || typeof error.pointer !== "string") return [];
  const { pointer, code, detail } = error;
  return [{ pointer, code: typeof code === "string" ? code : "", detail }];
}

/** Turns whatever a call threw into a problem. Give the response where there is one: see `client.interceptors.error`. */
export function readProblem(error: unknown, response?: Response): Problem {
  const told = problemIn(error);
  const status = response?.status ?? told?.status ?? 0;
  const known: Problem = told ?? { status, code: codeOfStatus(error, status), errors: [] };
  const retryAfter = secondsOf(response?.headers.get("Retry-After")) ?? known.retryAfter;
  return { ...known, status, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** `fetch` throws a TypeError, and only that, when it got no answer at all. */
function codeOfStatus(error: unknown, status: number): string {
  if (status === 0) return error instanceof TypeError ? "network" : "internal";
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 429) return "too_many_requests";
  return status >= 502 && status <= 504 ? "unavailable" : "internal";
}

/** The header may also hold a date, which a clock that is off would misread: then we name no time. */
function secondsOf(header: string | null | undefined): number | undefined {
  return header && /^\d+$/.test(header) ? Number(header) : undefined;
}

/** What any call may meet. The refusals of one kind of act are put into words by the feature that acts. */
const sentences: Record<string, (problem: Problem) => string> = {
  network: () => t`We could not reach the service. Check your connection and try again.`,
  unavailable: () => t`The service is not available right now. Wait a moment and try again.`,
  too_many_requests: ({ retryAfter }) => waitFor(retryAfter),
  unauthenticated: () => t`You are signed out. Sign in and try again.`,
  csrf_failed: () => t`We could not confirm that this came from you. Reload the page and try again.`,
  forbidden: () =>
    t`You do not have permission to do this. If you think you should, write to the programme’s contact address.`,
  not_found: () => t`We could not find this. It may have been removed: go back and reload the page.`,
  conflict: () =>
    t`Things have changed in the meantime, so this can’t be done now. Reload the page to see how they stand.`,
  stale: () =>
    t`Somebody else changed this while you were writing. Copy your text to a safe place, reload the page and make your changes again.`,
  validation: () => t`Some answers need correcting. Check the marked fields and send again.`,
  too_large: () => t`This is too large to send. Make the file or the text smaller and try again.`,
  idempotency_key_reused: () =>
    t`This form has already been sent with other content. Reload the page and check what was saved before you send again.`,
  not_a_participant: () => t`You are not taking part in this programme. Join the programme first.`,
  not_the_mentor: () =>
    t`Only the mentor can do this. If that is you, sign in with the account you joined the programme with.`,
  not_the_mentee: () =>
    t`Only the person who asked can do this. If that is you, sign in with the account you joined the programme with.`,
};

function waitFor(seconds: number | undefined): string {
  if (seconds === undefined) return t`Too many attempts in a short time. Wait a moment and try again.`;
  const minutes = Math.ceil(seconds / 60);
  return seconds <= 60
    ? plural(
        { seconds },
        {
          one: "Too many attempts in a short time. Try again in # second.",
          other: "Too many attempts in a short time. Try again in # seconds.",
        },
      )
    : plural(
        { minutes },
        {
          one: "Too many attempts in a short time. Try again in # minute.",
          other: "Too many attempts in a short time. Try again in # minutes.",
        },
      );
}

/** What happened and what to do next. A page that knows better gives its own words for a code. */
export function problemSentence(error: unknown, own: Partial<Record<string, string>> = {}): string {
  const read = readProblem(error);
  return (
    own[read.code] ??
    sentences[read.code]?.(read) ??
    t`This did not work as it should. Try again, and if that does not help, write to the programme’s contact address.`
  );
}

const fieldSentences: Record<string, () => string> = {
  missing: () => t`Fill in this field.`,
  required: () => t`Fill in this field.`,
  string_too_short: () => t`Write a little more here.`,
  string_too_long: () => t`This is too long: shorten it.`,
  too_short: () => t`Choose or add more here.`,
  too_long: () => t`There are too many here: remove some.`,
};

/** The server's field errors by the names that forms use: "#/education/0/year" is the field "education.0.year". */
export function fieldProblems(error: unknown): FieldProblem[] {
  return readProblem(error).errors.map(({ pointer, code }) => ({
    field: fieldOf(pointer),
    message: fieldSentences[code]?.() ?? t`Check what you wrote here.`,
  }));
}

function fieldOf(pointer: string): string {
  const path = pointer.startsWith("#") ? decodeURIComponent(pointer.slice(1)) : pointer;
  const steps = path.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")).join(".");
}
