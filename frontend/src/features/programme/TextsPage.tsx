import { t } from "@lingui/core/macro";
import { languages } from "../../i18n/language";
import { ForCoordinators } from "./ForCoordinators";
import { TextForm } from "./TextForm";

export function TextsPage() {
  return (
    <ForCoordinators
      title={t`Texts of the programme`}
      lead={t`What the programme says about itself. Each language is saved on its own.`}
    >
      {(version) => (
        <>
          <p className="muted">
            {t`An empty line begins a new paragraph. Lines that begin with “- ” or “1. ” become a list.`}
          </p>
          <div className="languages-beside">
            {languages
              .filter((language) => version.programme.languages.includes(language))
              .map((language) => (
                <TextForm key={language} start={version} language={language} />
              ))}
          </div>
        </>
      )}
    </ForCoordinators>
  );
}
