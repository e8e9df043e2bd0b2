import type { AgreementOut, AgreementVersionOut } from "../../api/agreements/types.gen";

type Parts = AgreementOut["form"];
export type Field = Extract<Parts[number], { kind: "field" }>;
export type Answers = Record<string, string>;

/** As the API has it. */
export const answerLimit = 4000;

export const fieldsOf = (parts: Parts): Field[] => parts.filter((part): part is Field => part.kind === "field");

/** What the form begins with: what was agreed last, or before the first version the template's own words. */
export const beginningOf = ({ form, newest }: Pick<AgreementOut, "form" | "newest">): Answers =>
  Object.fromEntries(fieldsOf(form).map(({ key, answer, beginning }) => [key, newest ? answer : beginning]));

/** What is sent: an answer for every field of the form that has one. */
export const sentOf = (form: Parts, answers: Answers): Answers =>
  Object.fromEntries(
    fieldsOf(form).flatMap(({ key }) => {
      const words = (answers[key] ?? "").trim();
      return words ? [[key, words]] : [];
    }),
  );

/** The fields in which what I typed and what was saved say different things. */
export const differing = (form: Parts, mine: Answers): Field[] =>
  fieldsOf(form).filter(({ key, answer }) => (mine[key] ?? "").trim() !== answer.trim());

/** The fields with too much in them. */
export const tooLong = (form: Parts, answers: Answers): Field[] =>
  fieldsOf(form).filter(({ key }) => [...(answers[key] ?? "").trim()].length > answerLimit);

export const notSigned = ({ signatures }: Pick<AgreementVersionOut, "signatures">) =>
  signatures.filter(({ signed_at: at }) => !at);
