import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { showPeriod } from "../../ui/dates";
import { Facts } from "../../ui/Facts";

export function Schedule({ programme: { clock, zone } }: { programme: ProgrammeOut }) {
  return (
    <section>
      <h2>{t`Schedule`}</h2>
      <Facts
        facts={[
          [t`Mentors sign up`, showPeriod(clock.mentor_signup_opens, clock.mentor_signup_closes, zone)],
          [t`Students ask mentors`, showPeriod(clock.requests_opens, clock.requests_closes, zone)],
          [t`Mentoring`, showPeriod(clock.running_opens, clock.running_closes, zone)],
        ]}
      />
    </section>
  );
}
