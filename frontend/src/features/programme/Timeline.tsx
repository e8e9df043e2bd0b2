import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { Span } from "./clockValues";
import { windowName } from "./names";
import { barsOf, extentOf, monthsBetween, placeIn } from "./timeline";

const row = 46;
const barTop = 22;
const barHeight = 16;
const percent = (place: number) => `${place}%`;

type TimelineProps = { spans: readonly Span[]; zone: string; programme: ProgrammeOut };

/** All windows below each other. A drawing for the eye alone: the list of dates beside it says the same. */
export function Timeline({ spans, zone, programme }: TimelineProps) {
  const { from, to } = extentOf(spans);
  const height = spans.length * row;
  const today = placeIn(programme.now, from, to);
  return (
    <svg className="timeline" width="100%" height={height + 44} aria-hidden="true" focusable="false">
      <Months from={from} to={to} zone={zone} height={height} />
      {today >= 0 && today <= 100 && (
        <g className="timeline-today">
          <line x1={percent(today)} x2={percent(today)} y1="0" y2={height + 22} />
          <text x={percent(today)} y={height + 40} textAnchor={anchor(today)}>
            {t`Today`}
          </text>
        </g>
      )}
      {barsOf(spans).map(({ name, start, length }, i) => (
        <g key={name}>
          <text className="timeline-name" x="0" y={i * row + 16}>
            {windowName(name, programme)}
          </text>
          <rect
            className="timeline-bar"
            data-window={name}
            x={percent(start)}
            y={i * row + barTop}
            width={percent(Math.max(length, 0.7))}
            height={barHeight}
            rx="4"
          />
        </g>
      ))}
    </svg>
  );
}

function Months({ from, to, zone, height }: { from: string; to: string; zone: string; height: number }) {
  const name = new Intl.DateTimeFormat(i18n.locale, { month: "narrow", timeZone: zone });
  return (
    <g className="timeline-months">
      {monthsBetween(from, to, zone).map((month) => {
        const place = percent(placeIn(month, from, to));
        return (
          <g key={month}>
            <line x1={place} x2={place} y1="0" y2={height + 4} />
            <text x={place} y={height + 20} textAnchor="middle">
              {name.format(new Date(month))}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Words at an edge stay inside the drawing. */
const anchor = (place: number) => (place < 8 ? "start" : place > 92 ? "end" : "middle");
