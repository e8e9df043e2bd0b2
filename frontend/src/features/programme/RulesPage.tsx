import { t } from "@lingui/core/macro";
import { ForCoordinators } from "./ForCoordinators";
import { RulesForm } from "./RulesForm";

export function RulesPage() {
  return (
    <ForCoordinators
      title={t`Rules of the programme`}
      lead={t`A lower limit applies to new requests only; those already sent stay as they are.`}
    >
      {(version) => <RulesForm start={version} />}
    </ForCoordinators>
  );
}
