import { t } from "@lingui/core/macro";
import { capitalised, languageName } from "../../i18n/labels";
import type { Language } from "../../i18n/language";

type LanguageChoiceProps = { spoken: readonly Language[]; shown: Language; onChoose: (language: Language) => void };

/** In which language the texts below are written. */
export function LanguageChoice({ spoken, shown, onChoose }: LanguageChoiceProps) {
  return (
    <fieldset className="field language-choice">
      <legend>{t`Write in`}</legend>
      <p className="muted">{t`A survey is published when everything is written in every language of the programme.`}</p>
      {spoken.map((each) => (
        <label key={each}>
          <input type="radio" name="shown-language" checked={each === shown} onChange={() => onChoose(each)} />
          <span>{capitalised(languageName(each))}</span>
        </label>
      ))}
    </fieldset>
  );
}
