import { t } from "@lingui/core/macro";
import type { MaterialKind, WordsIn } from "../../api/guidance/types.gen";
import type { FieldProblem } from "../../api/problem";
import { TextArea, TextField } from "../../ui/fields";

type WordsFieldsProps = { words: WordsIn; kind: MaterialKind; language: string; problems: readonly FieldProblem[] };

const mostLetters = 40_000;

const hints: Record<MaterialKind, () => string> = {
  page: () => t`A line that begins with “## ” is a heading, “- ” a list, and **two asterisks** make words bold.`,
  worksheet: () => t`A line of three dashes, with empty lines around it, becomes a line to write on.`,
  faq: () => t`A line that begins with “## ” is a question; what follows is its answer.`,
  checklist: () =>
    t`A line that begins with “- ” is something to tick off, “## ” a heading. The text in curly brackets at the end of a line keeps people’s ticks when you change the words: leave it as it is.`,
};

export function WordsFields({ words, kind, language, problems }: WordsFieldsProps) {
  const errorAt = (field: string) => problems.find((each) => each.field === field)?.message;
  return (
    <>
      <TextField
        name="title"
        label={t`Title`}
        lang={language}
        maxLength={200}
        defaultValue={words.title}
        error={errorAt("title")}
      />
      <TextField
        name="summary"
        label={t`In one sentence`}
        optional
        lang={language}
        maxLength={200}
        defaultValue={words.summary}
        error={errorAt("summary")}
      />
      <TextArea
        name="body"
        label={t`Text`}
        help={hints[kind]()}
        lang={language}
        rows={24}
        limit={mostLetters}
        defaultValue={words.body}
        error={errorAt("body")}
      />
    </>
  );
}
