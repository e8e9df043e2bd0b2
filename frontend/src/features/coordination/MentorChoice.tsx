import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { searchMentorsInfiniteOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { FoundOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { EmptyState } from "../../ui/EmptyState";
import { TextField } from "../../ui/fields";
import { Fit } from "./Fit";
import { wordsOf } from "./notes";
import { Paged } from "./Paged";
import type { Someone } from "./someone";

const route = getRouteApi("/people/$participantId");
const atOnce = 10;

type MentorChoiceProps = { mentee: Someone; programme: ProgrammeOut; onChoose: (mentor: Someone) => void };

/** Every mentor, whoever fits this mentee best first. */
export function MentorChoice({ mentee, programme, onChoose }: MentorChoiceProps) {
  const { q } = route.useSearch();
  const path = { programme_id: programme.id };
  const mentors = useInfiniteQuery({
    ...searchMentorsInfiniteOptions({ path, query: { mentee_id: mentee.id, limit: atOnce, ...(q && { q }) } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  return (
    <>
      <Words q={q} />
      <Paged query={mentors} empty={<NoMentor />} more={t`Show more mentors`}>
        {(found) => <MentorRow key={found.mentor.id} found={found} programme={programme} onChoose={onChoose} />}
      </Paged>
    </>
  );
}

function Words({ q }: { q: string | undefined }) {
  const navigate = route.useNavigate();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = wordsOf(new FormData(event.currentTarget), "q");
    void navigate({ search: (old) => ({ ...old, q: words || undefined }), replace: true, resetScroll: false });
  };
  return (
    <search>
      <form className="filters" onSubmit={submit}>
        <TextField key={q} name="q" type="search" label={t`Look for a mentor`} defaultValue={q} />
        <button type="submit">{t`Search`}</button>
      </form>
    </search>
  );
}

type MentorRowProps = { found: FoundOut; programme: ProgrammeOut; onChoose: (mentor: Someone) => void };

function MentorRow({ found, programme, onChoose }: MentorRowProps) {
  const { id, name, title, employer } = found.mentor;
  return (
    <li>
      <p>
        <Link to="/people/$participantId" params={{ participantId: id }} search={{ programme: programme.id }}>
          <bdi>{name}</bdi>
        </Link>
      </p>
      <p dir="auto">{[title, employer].filter(Boolean).join(", ")}</p>
      <Fit found={found} programme={programme} />
      <button type="button" aria-label={t`Suggest this pair: ${{ name }}`} onClick={() => onChoose({ id, name })}>
        {t`Suggest this pair`}
      </button>
    </li>
  );
}

function NoMentor() {
  return (
    <EmptyState
      title={t`No mentor found`}
      action={<Link to="/people" search={{ role: "mentor" }}>{t`See all mentors`}</Link>}
    >
      <p>{t`No mentor in the programme matches these words. Try fewer or other words.`}</p>
    </EmptyState>
  );
}
