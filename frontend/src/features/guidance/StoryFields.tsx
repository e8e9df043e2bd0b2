import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { StoriesOut, StoryName } from "../../api/guidance/types.gen";
import type { FieldProblem } from "../../api/problem";
import { capitalised, languageName } from "../../i18n/labels";
import { CheckField, ChoiceGroup, SelectField, TextArea } from "../../ui/fields";
import { languageOf } from "./newMaterial";
import { longest } from "./storyValues";

type StoryFieldsProps = {
  programme: ProgrammeOut;
  stories: StoriesOut;
  text: string;
  shownAs: StoryName;
  problems: readonly FieldProblem[];
  onText: (text: string) => void;
};

export function StoryFields({ programme, stories, text, shownAs, problems, onText }: StoryFieldsProps) {
  const errorAt = (field: string) => problems.find((each) => each.field === field)?.message;
  return (
    <>
      <TextArea
        name="text"
        label={t`My story`}
        help={t`Name nobody but yourself: what others told you in confidence stays between you.`}
        rows={8}
        limit={longest}
        defaultValue={text}
        error={errorAt("text")}
        onChange={(event) => onText(event.target.value)}
      />
      <SelectField
        name="language"
        label={t`Its language`}
        choices={["en", "fi", "sv"].map((each) => ({ value: each, label: capitalised(languageName(each)) }))}
        defaultValue={languageOf(programme)}
      />
      <ChoiceGroup
        type="radio"
        name="shown_as"
        label={t`How it is shown`}
        chosen={[shownAs]}
        choices={[
          { value: "first_name", label: t`With my first name` },
          { value: "anonymous", label: t`Without a name` },
        ]}
      />
      <CheckField
        name="consent"
        label={stories.consent_title}
        help={stories.consent_text.split("\n\n").map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
        error={errorAt("consent")}
      />
    </>
  );
}
