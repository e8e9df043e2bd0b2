import { plural, t } from "@lingui/core/macro";
import type { LineRefusal } from "../../api/coordination/types.gen";
import { readProblem } from "../../api/problem";

const lines: Record<LineRefusal, () => string> = {
  cells: () => t`More or fewer cells than the first line`,
  control_character: () => t`Characters that are not used in names`,
  too_long: () => t`A cell is too long`,
  name_missing: () => t`The name is missing`,
  birth_date_missing: () => t`The date of birth is missing`,
  birth_date_unreadable: () => t`Enter the date of birth as 5.6.1987 or 1987-06-05`,
  birth_date_impossible: () => t`There is no such date of birth`,
};
export const lineRefusal = (reason: LineRefusal) => lines[reason]();

const files: Record<string, () => string> = {
  encoding: () => t`We can’t read the letters of this file. Save it as CSV in UTF-8 and choose it again.`,
  quotes: () =>
    t`A quotation mark in the file is opened but not closed. Save the file as CSV again and choose it again.`,
  empty: () => t`There is nobody in this file.`,
  identity_codes: () =>
    t`The file has a column with personal identity codes. Remove it: we only need names and dates of birth.`,
  columns: () => t`The first line of the file has to name its columns: first name, last name, date of birth.`,
  too_many_lines: () => t`The file names more than 100,000 people. Split it, and add the second part to the first.`,
  too_many_refused: () =>
    t`More than 1,000 lines have no name or date of birth. Check that each column has the right heading.`,
};

/** Why a file was not taken at all, where the server says so. */
export function fileProblem(error: unknown): string | undefined {
  const { code, errors } = readProblem(error);
  return code === "unreadable_file" ? files[errors[0]?.code ?? ""]?.() : undefined;
}

export const uploadProblems = () => ({
  window_closed: t`Sign-up for mentors has closed, so no register is kept any more. Extend the time in the schedule first.`,
  too_large: t`The file is larger than 8 megabytes. Split it, and add the second part to the first.`,
});

export const addedSentence = (added: number) =>
  plural({ added }, { one: "# person is new in the register.", other: "# people are new in the register." });
export const knownSentence = (known: number) =>
  plural(
    { known },
    { one: "# line names somebody who was there already.", other: "# lines name people who were there already." },
  );
export const removedSentence = (removed: number) =>
  plural({ removed }, { one: "# person is not in it any more.", other: "# people are not in it any more." });
export const refusedSentence = (refused: number) =>
  plural({ refused }, { one: "# line was left out:", other: "# lines were left out:" });
