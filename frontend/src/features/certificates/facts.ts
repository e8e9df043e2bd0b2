import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { PaperOut } from "../../api/certificates/types.gen";
import { showCalendarDay } from "../../ui/dates";
import type { Fact } from "../../ui/Facts";

/** A text that a certificate has in some languages: in the page's, else in the first of ours that there is. */
export function said(texts: PaperOut["names"]): string {
  const order = [i18n.locale, "en", "fi", "sv"];
  return order.flatMap((language) => texts[language] || [])[0] ?? "";
}

/** As the paper has it: a word that stands alone. */
const beginning = (word: string) => word.charAt(0).toLocaleUpperCase(i18n.locale) + word.slice(1);

/** Whole days, both ends inclusively. */
function periodOf({ begins_on: begins, ends_on: ends }: PaperOut): string {
  const [from, to] = [showCalendarDay(begins), showCalendarDay(ends)];
  return begins === ends ? from : t`${{ from }} – ${{ to }}`;
}

/** What the paper says, in its order. */
export function factsOf(paper: PaperOut): Fact[] {
  const { meetings_held: meetings } = paper;
  return [
    [t`Name`, paper.name],
    [t`Programme`, said(paper.names)],
    [t`Role`, beginning(said(paper.roles))],
    [t`Period`, periodOf(paper)],
    [t`Meetings held`, meetings ? String(meetings) : null],
    [t`Organised by`, paper.organisation],
    [t`Issued on`, showCalendarDay(paper.issued_on)],
    [t`Code`, paper.code],
  ];
}
