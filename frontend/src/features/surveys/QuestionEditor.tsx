import { t } from "@lingui/core/macro";
import { useFormContext } from "react-hook-form";
import { CheckField, SelectField, TextField } from "../../ui/fields";
import { type BuilderValues, hasEnds, hasOptions } from "./builderValues";
import { OptionsEditor } from "./OptionsEditor";
import { kindName } from "./surveyWords";
import { faultAt, type TextProps } from "./TextsOfSurvey";

export type PlacedProps = TextProps & { place: number; onEdited: () => void };

/** One question; its kind is chosen when it is added. */
export function QuestionEditor({ place, language, problems, onEdited }: PlacedProps) {
  const { register, getValues } = useFormContext<BuilderValues>();
  const at = `questions.${place}` as const;
  const kind = getValues(`${at}.kind`);
  const whole = faultAt(problems, at);
  return (
    <>
      <p className="muted">{kindName(kind)}</p>
      {whole && <p className="error">{whole}</p>}
      <div key={language}>
        <TextField
          {...register(`${at}.label.${language}`)}
          lang={language}
          label={t`Question`}
          error={faultAt(problems, `${at}.label.${language}`)}
          autoComplete="off"
        />
        <TextField
          {...register(`${at}.help.${language}`)}
          lang={language}
          label={t`Help text`}
          error={faultAt(problems, `${at}.help.${language}`)}
          autoComplete="off"
          optional
        />
        {hasEnds(kind) && (
          <div className="times">
            <TextField
              {...register(`${at}.low.${language}`)}
              lang={language}
              label={t`The lowest number means`}
              autoComplete="off"
              optional
            />
            <TextField
              {...register(`${at}.high.${language}`)}
              lang={language}
              label={t`The highest number means`}
              autoComplete="off"
              optional
            />
          </div>
        )}
      </div>
      {kind === "scale" && (
        <SelectField
          {...register(`${at}.steps`)}
          label={t`Steps of the scale`}
          choices={["3", "4", "5", "6", "7"].map((each) => ({ value: each, label: each }))}
        />
      )}
      {hasOptions(kind) && <OptionsEditor {...{ place, language, problems, onEdited }} />}
      <CheckField
        {...register(`${at}.required`)}
        label={t`Needs an answer`}
        error={faultAt(problems, `${at}.required`)}
      />
    </>
  );
}
