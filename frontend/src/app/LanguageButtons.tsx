import { t } from "@lingui/core/macro";
import { changeLanguage, language, languages, ownName } from "../i18n/language";

export function LanguageButtons() {
  return (
    <fieldset className="languages">
      <legend className="visually-hidden">{t`Language`}</legend>
      {languages.map((each) => (
        <button
          type="button"
          key={each}
          lang={each}
          aria-pressed={each === language}
          onClick={() => changeLanguage(each)}
        >
          {ownName[each]}
        </button>
      ))}
    </fieldset>
  );
}
