import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { showCalendarDay, showDay, showPeriod } from "../../ui/dates";
import { Facts } from "../../ui/Facts";
import { type ClockValues, clockOf, clockProblems, spansOf } from "./clockValues";
import { clockWarnings } from "./clockWarnings";
import { windowName } from "./names";
import { showWarning } from "./showClock";
import { Timeline } from "./Timeline";

/** The clock as the form has it at the moment; as it is saved, while the form can't be read. */
export function ClockDrawing({ values, programme }: { values: ClockValues; programme: ProgrammeOut }) {
  const { now } = programme;
  const wrong = clockProblems(values).length > 0;
  const { zone } = wrong ? programme : values;
  const clock = wrong ? programme.clock : clockOf(values, programme);
  const spans = spansOf(clock);
  const warnings = clockWarnings(clock, zone);
  return (
    <section>
      <h2>{t`At a glance`}</h2>
      <Timeline spans={spans} zone={zone} programme={programme} />
      <Facts
        facts={[
          ...spans.map(
            ({ name, opens, closes }) => [windowName(name, programme), showPeriod(opens, closes, zone)] as const,
          ),
          [t`Halfway check-in`, clock.halfway_on && showCalendarDay(clock.halfway_on)],
          [t`Today`, showDay(now, zone)],
        ]}
      />
      {warnings.length > 0 && (
        <div className="notice">
          <h3>{t`Worth a second look`}</h3>
          <ul>
            {warnings
              .map((warning) => showWarning(warning, programme))
              .map((words) => (
                <li key={words}>{words}</li>
              ))}
          </ul>
        </div>
      )}
    </section>
  );
}
