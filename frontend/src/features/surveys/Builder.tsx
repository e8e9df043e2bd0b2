import { t } from "@lingui/core/macro";
import { useState } from "react";
import { FormProvider } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { language, languages } from "../../i18n/language";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { Conflict } from "../../ui/versions/Conflict";
import { Restored } from "../../ui/versions/Restored";
import { type BuilderValues, languageOf, tidied } from "./builderValues";
import { LanguageChoice } from "./LanguageChoice";
import { placeName } from "./placeName";
import { Questions } from "./Questions";
import { shownParts } from "./shownParts";
import { surveyProblems } from "./surveyWords";
import { TextsOfSurvey } from "./TextsOfSurvey";
import { useBuilder } from "./useBuilder";
import type { Version } from "./version";
import { WhomAndWhen } from "./WhomAndWhen";

/** A survey in the making. One language's texts are shown at a time; the others stay as they are. */
export function Builder({ version, programme }: { version: Version; programme: ProgrammeOut }) {
  const { survey } = version;
  const spoken = languages.filter((each) => programme.languages.includes(each));
  const [shown, setShown] = useState(spoken.find((each) => each === language) ?? spoken[0] ?? "en");
  const { form, editing, problems, attempt, submit, keep, fill, valuesIn } = useBuilder(version, programme);
  const hidden = problems.map(({ field }) => languageOf(field, spoken)).find((each) => each && each !== shown);
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={submit} onChange={keep}>
        <ErrorSummary problems={problems} attempt={attempt} nameOf={(field) => placeName(field, survey)} />
        {hidden && (
          <p className="notice">{t`Some of it is in another language: choose that language below to see it.`}</p>
        )}
        {editing.restored && <Restored onStartAgain={() => fill(editing.startAgain())} />}
        <WhomAndWhen survey={survey} programme={programme} problems={problems} />
        <h2>{t`Texts and questions`}</h2>
        {spoken.length > 1 && <LanguageChoice spoken={spoken} shown={shown} onChoose={setShown} />}
        <TextsOfSurvey language={shown} problems={problems} />
        <Questions language={shown} problems={problems} onEdited={keep} />
        {problems.length === 0 && <FailedAct error={editing.save.error} own={surveyProblems()} />}
        <div className="actions">
          <SubmitButton pending={editing.save.isPending}>{t`Save the survey`}</SubmitButton>
        </div>
      </form>
      {editing.theirs && (
        <Conflict<Version, BuilderValues>
          theirs={editing.theirs}
          base={editing.base}
          mine={tidied(form.getValues())}
          valuesOf={valuesIn}
          shown={shownParts(programme)}
          onDecided={(seen, values) => {
            editing.decided(seen, values);
            fill(values);
          }}
          onClose={editing.putOff}
        />
      )}
    </FormProvider>
  );
}
