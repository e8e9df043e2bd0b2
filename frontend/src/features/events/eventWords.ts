import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { EventItemOut, EventTextOut, EventTitleOut } from "../../api/events/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { formatIn, showMoment } from "../../ui/dates";

/** The text in the page's language, else in English, else the first. */
export function inLanguage<T extends EventTitleOut | EventTextOut>(texts: readonly T[]): T | undefined {
  return [i18n.locale, "en"].map((each) => texts.find(({ language }) => language === each)).find(Boolean) ?? texts[0];
}

export const titleOf = (event: Pick<EventItemOut, "titles">) => inLanguage(event.titles)?.title ?? "";

/** Begin and end in words; an end on the same day is a time alone. */
export function spanOf({ starts, ends, zone }: Pick<EventItemOut, "starts" | "ends" | "zone">): string {
  const day = (instant: string) => formatIn("en-CA", zone, { dateStyle: "short" }).format(new Date(instant));
  const from = showMoment(starts, zone);
  const to =
    day(starts) === day(ends)
      ? formatIn("fi-FI", zone, { hour: "numeric", minute: "2-digit" }).format(new Date(ends))
      : showMoment(ends, zone);
  return t`${{ from }}, until ${{ to }}`;
}

/** For whom an event is, in the programme's own word for mentees. */
export function audienceOf(
  { roles, audience }: Pick<EventItemOut, "roles" | "audience">,
  programme: ProgrammeOut,
): string {
  const both = roles.length > 1;
  const mentors = roles.includes("mentor");
  if (audience === "matched") {
    if (both) return inItsWords(programme, t`For mentors and [mentees] who have a pair`);
    return mentors ? t`For mentors who have a pair` : inItsWords(programme, t`For [mentees] who have a pair`);
  }
  if (both) return inItsWords(programme, t`For mentors and [mentees]`);
  return mentors ? t`For mentors` : inItsWords(programme, t`For [mentees]`);
}

/** Why something about an event could not be done, and what to do next. */
export const eventProblems = (): Record<string, string> => ({
  sign_up_closed: t`Sign-up for this event has closed.`,
  already_signed_up: t`You are signed up already. Reload the page to see your place.`,
  not_signed_up: t`This sign-up has ended in the meantime. Reload the page to see how things stand.`,
  event_for_matched: t`This event is for those who have a mentoring pair. You can sign up as soon as you have one.`,
  event_cancelled: t`This event has been cancelled.`,
  event_over: t`This event has begun already, so nothing can be changed any more.`,
  event_not_begun: t`Names can be ticked off from one hour before the event.`,
  seats_taken: t`More people than that have a seat. Cancel somebody’s sign-up first, or choose a higher number.`,
  illegal_state: t`Somebody else has changed this event in the meantime. Reload the page to see how it stands.`,
});
