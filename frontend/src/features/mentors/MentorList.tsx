import { plural, t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useMemo } from "react";
import type { DirectoryOut, OverlayOut, ProgrammeOut } from "../../api/generated/types.gen";
import { language } from "../../i18n/language";
import { EmptyState } from "../../ui/EmptyState";
import { useWhisper } from "../../ui/Status";
import { candidates } from "./candidates";
import { filtered, narrows, sorted } from "./filter";
import { MentorCard } from "./MentorCard";
import { MentorFilters } from "./MentorFilters";
import { MoveButtons } from "./MoveButtons";
import { SaveButton } from "./SaveButton";
import { SavedElsewhere } from "./SavedElsewhere";
import { swapped, toggled } from "./saved";
import { useSaved } from "./useSaved";

const route = getRouteApi("/mentors");
const atATime = 30;

type MentorListProps = { programme: ProgrammeOut; directory: DirectoryOut; overlay?: OverlayOut };

/** What nobody has of their own: who only looks around sees the mentors by name. */
const nobodys: OverlayOut = { mentors: [], hidden: [], saved: [] };

export function MentorList({ programme, directory, overlay }: MentorListProps) {
  const { vocabulary } = programme;
  const filter = useDeferredValue(route.useSearch());
  const navigate = route.useNavigate();
  const change = useSaved(programme.id);
  const all = useMemo(() => candidates(directory, overlay ?? nobodys, vocabulary), [directory, overlay, vocabulary]);
  const found = sorted(filtered(all, filter), overlay ? filter : { sort: "name" }, language);
  const { shown = atATime } = filter;
  const ordered = overlay !== undefined && filter.saved !== undefined && filter.sort === undefined;
  const clear = () => void navigate({ search: { sort: filter.sort }, replace: true, resetScroll: false });
  const more = () =>
    void navigate({ search: (old) => ({ ...old, shown: shown + atATime }), replace: true, resetScroll: false });
  if (all.length === 0) return <NobodyFree programme={programme} overlay={overlay ?? nobodys} />;
  return (
    <>
      <MentorFilters all={all} vocabulary={vocabulary} looksOnly={!overlay} />
      <Count found={found.length} narrowed={narrows(filter)} onClear={clear} />
      {found.length === 0 && (
        <EmptyState
          title={t`No mentor fits all of these`}
          action={<button type="button" onClick={clear}>{t`Show all mentors`}</button>}
        >
          <p>{t`Remove a filter, or try a shorter word.`}</p>
        </EmptyState>
      )}
      <ul className="cards">
        {found.slice(0, shown).map((candidate, i) => (
          <MentorCard key={candidate.card.id} candidate={candidate} programme={programme}>
            {overlay && (
              <SaveButton
                name={candidate.card.name}
                saved={candidate.saved !== undefined}
                onToggle={() => change((saved) => toggled(saved, candidate.card, true))}
              />
            )}
            {ordered && found.length > 1 && (
              <MoveButtons
                name={candidate.card.name}
                place={i + 1}
                of={found.length}
                onMove={(by) =>
                  change((saved) => swapped(saved, candidate.card.id, found[i + by]?.card.id ?? candidate.card.id))
                }
              />
            )}
          </MentorCard>
        ))}
      </ul>
      {found.length > shown && (
        <button type="button" onClick={more}>
          {t`Show more mentors`}
        </button>
      )}
      {filter.saved && overlay && <SavedElsewhere programme={programme} overlay={overlay} all={all} />}
    </>
  );
}

function Count({ found, narrowed, onClear }: { found: number; narrowed: boolean; onClear: () => void }) {
  const whisper = useWhisper();
  const words = plural({ found }, { one: "# mentor", other: "# mentors" });
  useEffect(() => {
    if (!narrowed) return;
    const pause = setTimeout(() => whisper(words), 700);
    return () => clearTimeout(pause);
  }, [words, narrowed, whisper]);
  return (
    <p className="count">
      <strong>{words}</strong>
      {narrowed && (
        <button type="button" className="quiet" onClick={onClear}>
          {t`Clear the filters`}
        </button>
      )}
    </p>
  );
}

function NobodyFree({ programme, overlay }: { programme: ProgrammeOut; overlay: OverlayOut }) {
  const queryClient = useQueryClient();
  return (
    <>
      <EmptyState
        title={t`No mentor can be asked just now`}
        action={
          <button type="button" onClick={() => void queryClient.invalidateQueries()}>
            {t`Check again`}
          </button>
        }
      >
        <p>{t`Every mentor is full or has as many requests as they can answer. Places come free again when requests are answered, so look again tomorrow.`}</p>
      </EmptyState>
      <SavedElsewhere programme={programme} overlay={overlay} all={[]} />
    </>
  );
}
