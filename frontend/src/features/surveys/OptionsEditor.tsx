import { t } from "@lingui/core/macro";
import { useFieldArray, useFormContext } from "react-hook-form";
import { TextField } from "../../ui/fields";
import { type BuilderValues, newOption } from "./builderValues";
import { focusSoon } from "./focusSoon";
import type { PlacedProps } from "./QuestionEditor";
import { said } from "./said";
import { faultAt } from "./TextsOfSurvey";

/** The choices of a question. */
export function OptionsEditor({ place, language, problems, onEdited }: PlacedProps) {
  const { control, register, getValues } = useFormContext<BuilderValues>();
  const at = `questions.${place}.options` as const;
  const { fields, append, remove } = useFieldArray({ control, name: at });
  const addId = `add-option-${place}`;
  const whole = faultAt(problems, at);
  return (
    <fieldset className="field options">
      <legend>{t`Choices`}</legend>
      {whole && <p className="error">{whole}</p>}
      {fields.map((field, i) => {
        const number = i + 1;
        const name = said(getValues(`${at}.${i}.label`)).text || t`Choice ${{ number }}`;
        return (
          <div key={`${field.id}-${language}`} className="option">
            <TextField
              {...register(`${at}.${i}.label.${language}`)}
              lang={language}
              label={t`Choice ${{ number }}`}
              error={faultAt(problems, `${at}.${i}.label.${language}`)}
              autoComplete="off"
            />
            <button
              type="button"
              className="danger"
              aria-label={t`Remove: ${{ name }}`}
              onClick={() => {
                remove(i);
                onEdited();
                focusSoon(addId);
              }}
            >
              {t`Remove`}
            </button>
          </div>
        );
      })}
      <button
        type="button"
        id={addId}
        onClick={() => {
          append(newOption(), { focusName: `${at}.${fields.length}.label.${language}` });
          onEdited();
        }}
      >
        {t`Add a choice`}
      </button>
    </fieldset>
  );
}
