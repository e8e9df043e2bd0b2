import { t } from "@lingui/core/macro";
import type { AgreementOut } from "../../api/agreements/types.gen";
import { capitalised, languageName } from "../../i18n/labels";
import { SelectField } from "../../ui/fields";

type LanguageChoiceProps = {
  agreement: Pick<AgreementOut, "languages" | "form_language">;
  onChange: (language: string) => void;
};

/** In which language the text stands; what has been filled in stays in its places. */
export function LanguageChoice({ agreement, onChange }: LanguageChoiceProps) {
  return (
    <SelectField
      name="language"
      label={t`Language of the agreement`}
      choices={agreement.languages.map((value) => ({ value, label: capitalised(languageName(value)) }))}
      value={agreement.form_language}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
