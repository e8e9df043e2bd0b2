import type { Role } from "../../api/generated/types.gen";
import { labelOf } from "../../i18n/labels";
import { TextArea } from "../../ui/fields";
import type { OneField } from "./fieldKinds";
import { answerField, answerIn } from "./profileForm";

const answerLimit = 2000;

/** What the programme itself asks everybody of a role. */
export function Questions({ asked: role, field: { values, programme, errors } }: { asked: Role; field: OneField }) {
  const questions = programme.vocabulary.questions?.filter((question) => question.role === role) ?? [];
  return questions.map((question) => (
    <TextArea
      key={question.key}
      name={answerField(question.key)}
      label={labelOf(questions, question.key)}
      defaultValue={answerIn(values, question.key)}
      error={errors[answerField(question.key)]}
      limit={answerLimit}
      optional={question.required !== true}
      dir="auto"
    />
  ));
}
