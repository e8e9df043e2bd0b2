import { t } from "@lingui/core/macro";
import { useState } from "react";
import { capitalised, languageName } from "../../i18n/labels";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";
import { BothVersions } from "../../ui/versions/BothVersions";
import { Restored } from "../../ui/versions/Restored";
import { AgreementPreview } from "./AgreementPreview";
import type { TemplateVersion } from "./agreementTemplate";
import { useTemplateForm } from "./useTemplateForm";

type AgreementTemplateFormProps = { programmeId: string; start: TemplateVersion; language: string };

/** One language's template, saved on its own. */
export function AgreementTemplateForm({ programmeId, start, language }: AgreementTemplateFormProps) {
  const form = useTemplateForm(programmeId, start, language);
  const [previewed, setPreviewed] = useState<string>();
  const id = `${language}-template`;
  const label = capitalised(languageName(language));
  return (
    <>
      <form className="language-form" aria-labelledby={`${id}-title`} noValidate onSubmit={form.submit}>
        <h2 id={`${id}-title`}>{label}</h2>
        <div>
          {form.restored && <Restored onStartAgain={form.startAgain} />}
          {!form.fault && !form.theirs && <FailedAct error={form.error} />}
          <p className="muted">{form.own ? t`Your own text` : t`The standard text`}</p>
        </div>
        <TextArea
          id={id}
          label={t`Text of the agreement`}
          value={form.body}
          onChange={(event) => form.type(event.target.value)}
          error={form.fault}
          limit={20_000}
          rows={24}
          lang={language}
          dir="auto"
        />
        <div className="actions">
          <SubmitButton pending={form.isPending}>{t`Save`}</SubmitButton>
          <button type="button" onClick={() => setPreviewed(form.body)}>
            {t`Preview`}
          </button>
          {form.own && (
            <button type="button" onClick={form.useStandard}>
              {t`Use the standard text again`}
            </button>
          )}
        </div>
      </form>
      {previewed !== undefined && (
        <AgreementPreview
          programmeId={programmeId}
          body={previewed}
          language={language}
          onClose={() => setPreviewed(undefined)}
        />
      )}
      {form.theirs && (
        <BothVersions
          compared={[{ field: "body", label, mine: form.body, theirs: form.theirs.template.body, suggested: "mine" }]}
          onClose={form.putOff}
          onChoose={({ body }) => form.decided(body ?? "mine")}
        />
      )}
    </>
  );
}
