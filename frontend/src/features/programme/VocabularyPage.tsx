import { t } from "@lingui/core/macro";
import { ForCoordinators } from "./ForCoordinators";
import { VocabularyForm } from "./VocabularyForm";

export function VocabularyPage() {
  return (
    <ForCoordinators
      title={t`Words and questions`}
      lead={t`What people choose from in their profiles, and what else they are asked. The order here is the order in the profiles.`}
    >
      {(version) => <VocabularyForm start={version} />}
    </ForCoordinators>
  );
}
