import { t } from "@lingui/core/macro";
import { ForCoordinators } from "./ForCoordinators";
import { RulesForm } from "./RulesForm";

export function RulesPage() {
  return (
    <ForCoordinators
      title={t`Rules of the programme`}
      lead={t`A lowered limit holds for new requests only; what has been sent stays as it is.`}
    >
      {(version) => <RulesForm start={version} />}
    </ForCoordinators>
  );
}
