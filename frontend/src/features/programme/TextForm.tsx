import { t } from "@lingui/core/macro";
import { useState } from "react";
import { capitalised, languageName } from "../../i18n/labels";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { Conflict } from "../../ui/versions/Conflict";
import { Restored } from "../../ui/versions/Restored";
import { TextFields } from "./TextFields";
import { TextPreview } from "./TextPreview";
import { shownTexts, textName } from "./textNames";
import { type TextValues, valuesOfText } from "./textValues";
import { useTextForm } from "./useTextForm";
import type { Version } from "./version";

/** One language's texts: a form of its own, so that what is ready in one language need not wait for another. */
export function TextForm({ start, language }: { start: Version; language: string }) {
  const { form, editing, problems, attempt, submit } = useTextForm(start, language);
  const [previewed, setPreviewed] = useState<TextValues>();
  const { save, theirs, base } = editing;
  const id = `${language}-texts`;
  return (
    <>
      <form
        className="language-form"
        aria-labelledby={id}
        noValidate
        onSubmit={submit}
        onChange={() => editing.keep(form.getValues())}
      >
        <h2 id={id}>{capitalised(languageName(language))}</h2>
        <div>
          <ErrorSummary
            problems={problems.map(({ field, message }) => ({ field: `${language}-${field}`, message }))}
            nameOf={(field) => textName(field.slice(language.length + 1), language, base.programme)}
            attempt={attempt}
          />
          {editing.restored && <Restored onStartAgain={() => form.reset(editing.startAgain())} />}
          {problems.length === 0 && <FailedAct error={save.error} />}
        </div>
        <TextFields register={form.register} {...{ language, problems }} programme={base.programme} />
        <div className="actions">
          <SubmitButton pending={save.isPending}>{t`Save`}</SubmitButton>
          <button type="button" onClick={() => setPreviewed(form.getValues())}>
            {t`Preview`}
          </button>
        </div>
      </form>
      {previewed && (
        <TextPreview
          values={previewed}
          language={language}
          programme={base.programme}
          onClose={() => setPreviewed(undefined)}
        />
      )}
      {theirs && (
        <Conflict<Version, TextValues>
          theirs={theirs}
          base={base}
          mine={form.getValues()}
          valuesOf={({ programme }) => valuesOfText(programme, language)}
          shown={shownTexts(language, base.programme)}
          onDecided={(seen, values) => {
            editing.decided(seen, values);
            form.reset(values);
          }}
          onClose={editing.putOff}
        />
      )}
    </>
  );
}
