import { t } from "@lingui/core/macro";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ParticipantOut } from "../../api/generated/types.gen";
import { ChoiceGroup } from "../../ui/fields";
import { LoadProblem } from "../../ui/Loaded";
import { Waiting } from "../../ui/Waiting";
import { countsOf } from "./personWords";

type FreeMentorsProps = {
  query: UseInfiniteQueryResult<ParticipantOut[], unknown>;
  fault: string | undefined;
  /** Whether they are narrowed to a name. */
  sought: boolean;
};

/** One of the mentors who could lead a group as well. */
export function FreeMentors({ query, fault, sought }: FreeMentorsProps) {
  const { data: mentors, hasNextPage, isFetchingNextPage } = query;
  return (
    <>
      {query.isError && <LoadProblem error={query.error} onRetry={() => void query.refetch()} />}
      {!mentors && !query.isError && <Waiting />}
      {mentors?.length === 0 && !hasNextPage && <p>{nobody(sought)}</p>}
      {mentors && mentors.length > 0 && (
        <ChoiceGroup
          type="radio"
          name="mentor"
          label={t`Mentors with a free place`}
          error={fault}
          choices={mentors.map(({ id, name, ...counts }) => ({
            value: id,
            label: name,
            help: countsOf(counts).join(" · "),
          }))}
        />
      )}
      {hasNextPage && (
        <button
          type="button"
          aria-disabled={isFetchingNextPage}
          onClick={() => !isFetchingNextPage && void query.fetchNextPage()}
        >
          {t`Show more mentors`}
        </button>
      )}
    </>
  );
}

const nobody = (sought: boolean) =>
  sought
    ? t`No mentor with a free place has this name. Try fewer or other letters.`
    : t`No other mentor has a free place just now. Give one of them another place first, on their own page.`;
