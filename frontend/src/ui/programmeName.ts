import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../api/generated/types.gen";
import { textsOf } from "../i18n/programmeTexts";

const nameOf = (programme: ProgrammeOut) => textsOf(programme)?.name ?? programme.organisation_name;

/** "7 Jan – 16 Jun 2027". Not with `dates`: everybody's first visit carries the choice of programmes. */
function days({ clock: { running_opens: opens, running_closes: closes }, zone }: ProgrammeOut): string {
  const format = new Intl.DateTimeFormat(`${i18n.locale}-FI`, { dateStyle: "medium", timeZone: zone });
  return format.formatRange(new Date(opens), new Date(Date.parse(closes) - 1));
}

/** A programme's name where one is chosen: two rounds may have the same, told apart by organisation or by their days. */
export function programmeName(programme: ProgrammeOut, among: readonly ProgrammeOut[]): string {
  const name = nameOf(programme);
  const namesakes = among.filter((each) => each !== programme && nameOf(each) === name);
  if (namesakes.length === 0) return name;
  const kin = namesakes.some((each) => each.organisation_id === programme.organisation_id);
  const mark = kin ? days(programme) : programme.organisation_name;
  return t`${{ name }} (${{ mark }})`;
}
