import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { RhythmOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { capitalised } from "../../i18n/labels";
import { PairLinks } from "./PairLinks";
import { calledBy } from "./pairWords";
import { settledOf, standingOf, timesOf } from "./rhythmWords";
import { WriteToBoth } from "./WriteToBoth";

type PairRowProps = { pair: RhythmOut; programme: ProgrammeOut; onEnd: (pair: RhythmOut) => void };

/** One pair in a coordinator's list: who, how they stand, what can be done. */
export function PairRow({ pair, programme, onEnd }: PairRowProps) {
  const names = calledBy(pair);
  const group = pair.kind === "group";
  const times = { now: useServerTime(), zone: programme.zone };
  const standing = standingOf(pair, programme.zone);
  return (
    <li>
      {group && (
        <p>
          <bdi>{names}</bdi> <span className="muted">{t`group`}</span>
        </p>
      )}
      <p>
        <PairLinks members={pair.members} programmeId={programme.id} />
      </p>
      <p>{pair.rhythm === "quiet" ? <strong>{standing}</strong> : standing}</p>
      <p className="muted">{timesOf(pair, times).join(" · ")}</p>
      <p className="muted">{capitalised(settledOf(pair, times).join(" · "))}</p>
      <p className="actions">
        <Link
          to="/matches/$matchId"
          params={{ matchId: pair.match_id }}
          search={{ programme: programme.id }}
          aria-label={group ? t`Open this group: ${{ names }}` : t`Open this pair: ${{ names }}`}
        >
          {group ? t`Open this group` : t`Open this pair`}
        </Link>
        <WriteToBoth {...{ group, names, programme }} members={pair.members} />
        {pair.state === "active" && (
          <button
            type="button"
            aria-label={group ? t`End this group: ${{ names }}` : t`End this pair: ${{ names }}`}
            onClick={() => onEnd(pair)}
          >
            {group ? t`End this group` : t`End this pair`}
          </button>
        )}
      </p>
    </li>
  );
}
