import { plural, t } from "@lingui/core/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { searchFaqOptions } from "../../api/guidance/@tanstack/react-query.gen";
import type { AnswerOut } from "../../api/guidance/types.gen";
import { TextField } from "../../ui/fields";
import { Loaded } from "../../ui/Loaded";
import { Rendered } from "../../ui/Rendered";
import "./guidance.css";

/** Questions and answers by words; what is looked for stands in the address. */
export function FaqSearch({ programme, q }: { programme: ProgrammeOut; q: string | undefined }) {
  const navigate = useNavigate();
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("q");
    const wanted = typeof typed === "string" && typed.trim() ? typed.trim() : undefined;
    void navigate({ to: ".", search: (before) => ({ ...before, q: wanted }), replace: true });
  };
  return (
    <search>
      <form onSubmit={search} className="faq-search">
        <TextField name="q" type="search" maxLength={200} label={t`Look for an answer`} defaultValue={q} />
        <button type="submit">{t`Find answers`}</button>
      </form>
      {q && <Found programme={programme} q={q} />}
    </search>
  );
}

function Found({ programme, q }: { programme: ProgrammeOut; q: string }) {
  const path = { programme_id: programme.id };
  const found = useQuery({ ...searchFaqOptions({ path, query: { q } }), placeholderData: keepPreviousData });
  return (
    <Loaded query={found}>{({ items }) => <Answers answers={items} contact={programme.contact_address} />}</Loaded>
  );
}

function Answers({ answers, contact }: { answers: readonly AnswerOut[]; contact: string }) {
  const count = answers.length;
  if (count === 0)
    return (
      <p role="status">
        {t`No answer contains these words. Try fewer or other words, or ask the coordinators:`}{" "}
        <a href={`mailto:${contact}`}>{contact}</a>
      </p>
    );
  return (
    <>
      <p role="status">{plural({ count }, { one: "# answer", other: "# answers" })}</p>
      {answers.map(({ slug, key, question, html }) => (
        <details key={`${slug}-${key}`} open={count === 1}>
          <summary>{question}</summary>
          <Rendered className="guidance-text" html={html} />
        </details>
      ))}
    </>
  );
}
