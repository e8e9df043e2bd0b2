import { i18n } from "@lingui/core";
import { daysBetween } from "../../ui/dates";

/** How many midnights before its closing a survey is said to close soon. */
const soon = 3;

type Titles = readonly { language: string; title: string }[];

/** A title in the page's language, else in the first of its own; none at all where nobody has written any. */
export function titleIn(titles: Titles): { text: string; lang?: string } {
  const found = titles.find(({ language }) => language === i18n.locale) ?? titles[0];
  return found ? { text: found.title, lang: found.language } : { text: "" };
}

/** The same of titles by language. */
export const titlesOf = (words: Record<string, string>): Titles =>
  Object.entries(words)
    .filter(([, title]) => title)
    .map(([language, title]) => ({ language, title }));

/** How many of those who were asked have answered, in whole percent; nobody asked is nothing to count. */
export const responseRate = (answers: number, asked: number): number =>
  asked === 0 ? 0 : Math.round((100 * answers) / asked);

type Window = { state: string; opens_at: string; closes_at: string };

/** Why a coordinator looks at a survey now: a draft keeps people waiting, or its end is near. */
export function attention({ state, opens_at: opens, closes_at: closes }: Window, now: string, zone: string) {
  if (state === "draft") return Date.parse(opens) <= Date.parse(now) ? "late" : "unpublished";
  return daysBetween(now, closes, zone) <= soon ? "closing" : "open";
}
