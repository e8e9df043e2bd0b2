import { t } from "@lingui/core/macro";
import type { SavedOut } from "../../api/generated/types.gen";
import { telling } from "./saved";
import { useSaved } from "./useSaved";

type TellMeProps = { programmeId: string; mentor: { id: string; name: string }; saved: SavedOut | undefined };

/** One mail when a mentor who is full has room again. */
export function TellMe({ programmeId, mentor, saved }: TellMeProps) {
  const change = useSaved(programmeId);
  const told = saved?.tell_me ?? false;
  const { name } = mentor;
  return (
    <>
      {told && <p>{t`You’ll get an email when there is a free place.`}</p>}
      <button
        type="button"
        aria-label={told ? t`Don’t tell me any more: ${{ name }}` : t`Tell me when there is a free place: ${{ name }}`}
        onClick={() => change((list) => telling(list, mentor, !told))}
      >
        {told ? t`Don’t tell me any more` : t`Tell me when there is a free place`}
      </button>
    </>
  );
}
