import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import type { SurveyQuestionKind } from "../../api/surveys/types.gen";
import { SelectField } from "../../ui/fields";
import { OrderButtons } from "../../ui/OrderButtons";
import { useWhisper } from "../../ui/Status";
import { type BuilderValues, newQuestion } from "./builderValues";
import { focusSoon } from "./focusSoon";
import { QuestionEditor } from "./QuestionEditor";
import { said } from "./said";
import { kindName, questionKinds } from "./surveyWords";
import type { TextProps } from "./TextsOfSurvey";

/** The questions in their order. */
export function Questions({ language, problems, onEdited }: TextProps & { onEdited: () => void }) {
  const { control, getValues } = useFormContext<BuilderValues>();
  const { fields, append, move, remove } = useFieldArray({ control, name: "questions" });
  const whisper = useWhisper();
  const onMove = (from: number, to: number, button: "up" | "down") => {
    move(from, to);
    onEdited();
    const [place, all] = [to + 1, fields.length];
    whisper(t`Now ${{ place }} of ${{ all }}`);
    focusSoon(`question-${to}-${button}`);
  };
  const onAdd = (kind: SurveyQuestionKind) => {
    append(newQuestion(kind), { focusName: `questions.${fields.length}.label.${language}` });
    onEdited();
  };
  return (
    <section aria-label={t`Questions`}>
      {fields.length === 0 && <p className="muted">{t`There are no questions yet.`}</p>}
      <ol className="questions">
        {fields.map((field, i) => {
          const number = i + 1;
          return (
            <li key={field.id} className="card">
              <h3>{t`Question ${{ number }}`}</h3>
              <QuestionEditor place={i} {...{ language, problems, onEdited }} />
              <OrderButtons
                id={`question-${i}`}
                name={said(getValues(`questions.${i}.label`)).text || t`Question ${{ number }}`}
                onUp={i > 0 ? () => onMove(i, i - 1, "up") : undefined}
                onDown={i < fields.length - 1 ? () => onMove(i, i + 1, "down") : undefined}
                onRemove={() => {
                  remove(i);
                  onEdited();
                  focusSoon("add-question");
                }}
              />
            </li>
          );
        })}
      </ol>
      <AddQuestion onAdd={onAdd} />
    </section>
  );
}

function AddQuestion({ onAdd }: { onAdd: (kind: SurveyQuestionKind) => void }) {
  const [kind, setKind] = useState<SurveyQuestionKind>("scale");
  return (
    <div className="add-question">
      <SelectField
        id="new-kind"
        label={t`Kind of the next question`}
        value={kind}
        onChange={({ target }) => setKind(questionKinds.find((each) => each === target.value) ?? "scale")}
        choices={questionKinds.map((each) => ({ value: each, label: kindName(each) }))}
      />
      <button type="button" id="add-question" onClick={() => onAdd(kind)}>
        {t`Add a question`}
      </button>
    </div>
  );
}
