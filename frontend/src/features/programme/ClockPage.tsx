import { t } from "@lingui/core/macro";
import { ClockForm } from "./ClockForm";
import { ForCoordinators } from "./ForCoordinators";

export function ClockPage() {
  return (
    <ForCoordinators
      title={t`Schedule of the programme`}
      lead={t`When people sign up, ask and meet. Before a change is saved you see who is affected.`}
    >
      {(version) => <ClockForm start={version} />}
    </ForCoordinators>
  );
}
