import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listParticipantsInfiniteOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { ParticipantOut, ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { EmptyState } from "../../ui/EmptyState";
import { mayBePaired } from "./acts";
import { Paged } from "./Paged";
import { countsOf } from "./personWords";
import type { Someone } from "./someone";

const atOnce = 20;

type MenteeChoiceProps = { programme: ProgrammeOut; onChoose: (mentee: Someone) => void };

/** Every mentee who takes part and has no mentor. */
export function MenteeChoice({ programme, onChoose }: MenteeChoiceProps) {
  const path = { programme_id: programme.id };
  const mentees = useInfiniteQuery({
    ...listParticipantsInfiniteOptions({ path, query: { role: "mentee", state: "active", limit: atOnce } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
    select: ({ pages, pageParams }) => ({
      pages: pages.map((page) => ({ ...page, items: page.items.filter(mayBePaired) })),
      pageParams,
    }),
  });
  return (
    <Paged
      query={mentees}
      empty={<NoMentee programme={programme} />}
      more={inItsWords(programme, t`Show more [mentees]`)}
    >
      {(mentee) => <MenteeRow key={mentee.id} mentee={mentee} programme={programme} onChoose={onChoose} />}
    </Paged>
  );
}

type MenteeRowProps = { mentee: ParticipantOut; programme: ProgrammeOut; onChoose: (mentee: Someone) => void };

function MenteeRow({ mentee: { id, name, ...counts }, programme, onChoose }: MenteeRowProps) {
  return (
    <li>
      <p>
        <Link to="/people/$participantId" params={{ participantId: id }} search={{ programme: programme.id }}>
          <bdi>{name}</bdi>
        </Link>
      </p>
      <p className="muted">{countsOf(counts).join(" · ")}</p>
      <button type="button" aria-label={t`Suggest this pair: ${{ name }}`} onClick={() => onChoose({ id, name })}>
        {t`Suggest this pair`}
      </button>
    </li>
  );
}

function NoMentee({ programme }: { programme: ProgrammeOut }) {
  return (
    <EmptyState
      title={inItsWords(programme, t`Every [mentee] has a mentor`)}
      action={
        <Link to="/people" search={{ role: "mentee" }}>
          {inItsWords(programme, t`See all [mentees]`)}
        </Link>
      }
    >
      <p>{t`Nobody who takes part is without a mentor right now.`}</p>
    </EmptyState>
  );
}
