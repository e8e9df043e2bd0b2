import { t } from "@lingui/core/macro";
import { ClockForm } from "./ClockForm";
import { ForCoordinators } from "./ForCoordinators";

export function ClockPage() {
  return (
    <ForCoordinators
      title={t`Schedule of the programme`}
      lead={t`When people sign up, ask and meet. Before a change is saved you see whom it touches.`}
    >
      {(version) => <ClockForm start={version} />}
    </ForCoordinators>
  );
}
