import { t } from "@lingui/core/macro";
import type { Shown } from "../../ui/versions/Conflict";
import type { ProviderValues } from "./providerValues";

export const providerNames: Record<keyof ProviderValues, () => string> = {
  name: () => t`Name`,
  client_id: () => t`Client ID`,
  client_secret: () => t`Client secret`,
  metadata: () => t`Newer metadata (XML)`,
  affiliation: () => t`Attribute that says who is a student or on the staff`,
  kinds: () => t`What its values mean`,
  home_organisation: () => t`Home organisation`,
  name_attribute: () => t`Attribute of the name`,
  email_attribute: () => t`Attribute of the email address`,
};

const isField = (field: string): field is keyof ProviderValues => field in providerNames;

/** Secrets are for no screen, and metadata are too long for one. */
const showValue = (field: keyof ProviderValues, values: ProviderValues): string => {
  if (field !== "client_secret" && field !== "metadata") return values[field];
  return values[field] ? t`To be replaced` : t`No change`;
};

export const shownValues = (): Shown<ProviderValues>[] =>
  Object.keys(providerNames)
    .filter(isField)
    .map((field) => ({ field, label: providerNames[field](), show: (values) => showValue(field, values) }));
