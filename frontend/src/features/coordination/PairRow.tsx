import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { RhythmOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { capitalised } from "../../i18n/labels";
import { PairLinks } from "./PairLinks";
import { namesIn } from "./pairWords";
import { settledOf, standingOf, timesOf } from "./rhythmWords";
import { WriteToBoth } from "./WriteToBoth";

type PairRowProps = { pair: RhythmOut; programme: ProgrammeOut; onEnd: (pair: RhythmOut) => void };

/** One pair in a coordinator's list: who, how they stand, what can be done. */
export function PairRow({ pair, programme, onEnd }: PairRowProps) {
  const names = namesIn(pair);
  const times = { now: useServerTime(), zone: programme.zone };
  const standing = standingOf(pair, programme.zone);
  return (
    <li>
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
          aria-label={t`Open this pair: ${{ names }}`}
        >
          {t`Open this pair`}
        </Link>
        <WriteToBoth members={pair.members} names={names} programme={programme} />
        {pair.state === "active" && (
          <button type="button" aria-label={t`End this pair: ${{ names }}`} onClick={() => onEnd(pair)}>
            {t`End this pair`}
          </button>
        )}
      </p>
    </li>
  );
}
