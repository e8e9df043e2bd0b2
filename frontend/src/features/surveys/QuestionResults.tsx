import { plural, t } from "@lingui/core/macro";
import type { ProgrammeOut, Role } from "../../api/generated/types.gen";
import type {
  QuestionResultOut,
  SurveyGroupOut,
  SurveyOut,
  SurveyQuestion,
  SurveyResultsOut,
} from "../../api/surveys/types.gen";
import { capitalised, languageName } from "../../i18n/labels";
import { OwnWords } from "../../ui/OwnWords";
import { Chart } from "./Chart";
import { barsOf } from "./chart";
import { choicesOf } from "./QuestionField";
import { said } from "./said";
import { roleName } from "./surveyWords";

type QuestionResultsProps = { survey: SurveyOut; results: SurveyResultsOut; programme: ProgrammeOut };

/** Question by question, each with a chart and its table for every group. */
export function QuestionResults({ survey, results, programme }: QuestionResultsProps) {
  return survey.questions.map((question) => (
    <section key={question.key} className="question-results">
      <h2 lang={said(question.label).lang}>{said(question.label).text}</h2>
      {results.groups.map((group) => (
        <Group key={group.value} question={question} group={group} name={groupName(group, results, programme)} />
      ))}
    </section>
  ));
}

function groupName({ value }: SurveyGroupOut, { by }: SurveyResultsOut, programme: ProgrammeOut): string {
  if (value === null) return "";
  return by === "role" && isRole(value) ? roleName(value, programme) : capitalised(languageName(value));
}

const isRole = (value: string): value is Role => value === "mentor" || value === "mentee";

function Group({ question, group, name }: { question: SurveyQuestion; group: SurveyGroupOut; name: string }) {
  const result = group.questions.find(({ key }) => key === question.key);
  return (
    <>
      {name && <h3>{name}</h3>}
      {!result || result.withheld ? (
        <p className="muted">{t`Too few answers to be shown.`}</p>
      ) : (
        <Shown question={question} result={result} name={name} />
      )}
    </>
  );
}

function Shown({ question, result, name }: { question: SurveyQuestion; result: QuestionResultOut; name: string }) {
  const { answered, mean, texts } = result;
  const count = answered ?? 0;
  const asked = said(question.label).text;
  const names = new Map(choicesOf(question).map(({ value, label }) => [value, label]));
  return (
    <>
      <p>
        {plural({ count }, { one: "# answer", other: "# answers" })}
        {mean !== null && ` · ${t`mean ${{ mean }}`}`}
      </p>
      {question.kind === "text" ? (
        <Texts texts={texts} split={name !== ""} />
      ) : (
        <Chart
          caption={name ? `${asked} (${name})` : asked}
          bars={barsOf(result, (value) => names.get(value) ?? value)}
        />
      )}
    </>
  );
}

/** In no order: none of them can be joined to another answer. */
function Texts({ texts, split }: { texts: readonly string[]; split: boolean }) {
  if (split) return <p className="muted">{t`What people wrote is shown under “Everybody together”.`}</p>;
  return (
    <ul className="texts">
      {texts.map((text, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the texts never change places
        <li key={i}>
          <OwnWords text={text} />
        </li>
      ))}
    </ul>
  );
}
