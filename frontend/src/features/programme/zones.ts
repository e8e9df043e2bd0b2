import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { zoneName } from "../../ui/dates";
import type { Choice } from "../../ui/fields";

/** "Helsinki (Eastern European Time)": a city, and what its clock is called where people speak of it. */
export function showZone(zone: string): string {
  const parts = new Intl.DateTimeFormat(i18n.locale, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts();
  const [place, time] = [zoneName(zone), parts.find(({ type }) => type === "timeZoneName")?.value ?? zone];
  // The city alone, where `zoneName` says whose time it is in the languages that have a case for that.
  if (zone === "Europe/Helsinki") return t`Helsinki (${{ time }})`;
  return t`${{ place }} (${{ time }})`;
}

/** Every zone of the world by its city; `chosen` also when the browser has another name for it. */
export function zoneChoices(chosen: string): Choice[] {
  const zones = new Set([chosen, ...Intl.supportedValuesOf("timeZone")]);
  const choices = [...zones].map((value) => ({ value, label: showZone(value) }));
  return choices.toSorted((a, b) => a.label.localeCompare(b.label, i18n.locale));
}

type Placed = Pick<ProgrammeOut, "organisation_id" | "zone">;

/** The zone that a new programme most likely has: that of the organisation's latest, else the one where somebody sits. */
export const likelyZone = (programmes: readonly Placed[], organisationId: string | undefined): string =>
  programmes.find(({ organisation_id }) => organisation_id === organisationId)?.zone ??
  Intl.DateTimeFormat().resolvedOptions().timeZone;
