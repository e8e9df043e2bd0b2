import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { Dialog } from "../../ui/Dialog";
import { ChoiceGroup } from "../../ui/fields";
import { ProgrammeText } from "../../ui/ProgrammeText";
import { proseName } from "./textNames";
import type { ProseField, TextValues } from "./textValues";

type Reader = "mentor" | "mentee";
const readBy: Record<Reader, readonly ProseField[]> = {
  mentor: ["summary", "mentor_expected", "mentor_not_expected", "next_steps", "unmatched_next"],
  mentee: ["summary", "mentee_expected", "mentor_not_expected", "next_steps", "unmatched_next"],
};

type TextPreviewProps = { values: TextValues; language: string; programme: ProgrammeOut; onClose: () => void };

/** The texts as they will be read, saved or not. */
export function TextPreview({ values, language, programme, onClose }: TextPreviewProps) {
  const [reader, setReader] = useState<Reader>("mentor");
  const filled = readBy[reader].filter((field) => values[field].trim());
  return (
    <Dialog title={t`Preview`} onClose={onClose}>
      <ChoiceGroup
        type="radio"
        name={`${language}-reader`}
        label={t`Who reads it`}
        chosen={["mentor"]}
        choices={[
          { value: "mentor", label: t`Mentor` },
          { value: "mentee", label: inItsWords(programme, t`[Mentee]`) },
        ]}
        onChange={(event) => setReader(event.target.value === "mentee" ? "mentee" : "mentor")}
      />
      <h3 lang={language} dir="auto">
        {values.name}
      </h3>
      {filled.length === 0 && <p>{t`Nothing has been written for them yet.`}</p>}
      {filled.map((field) => (
        <section key={field}>
          {field !== "summary" && <h4>{proseName(field, programme)}</h4>}
          <ProgrammeText text={values[field]} lang={language} />
        </section>
      ))}
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t`Close the preview`}
        </button>
      </div>
    </Dialog>
  );
}
