import { t } from "@lingui/core/macro";
import type { Role, Vocabulary } from "../../api/generated/types.gen";
import { Facts } from "../../ui/Facts";
import { labelOfField, valueInWords } from "./fieldWords";
import { differing, type Values } from "./profileForm";

type SavedElsewhereProps = {
  role: Role;
  vocabulary: Vocabulary;
  mine: Values;
  theirs: Values;
  onTheirs: () => void;
};

/** Another tab or device saved first: the form holds one's own version, this shows the other, and either can be taken. */
export function SavedElsewhere({ role, vocabulary, mine, theirs, onTheirs }: SavedElsewhereProps) {
  const names = differing(mine, theirs);
  return (
    <div className="problem" role="alert">
      <p>{t`Your profile was saved somewhere else in the meantime, perhaps in another tab. What you typed is still here below.`}</p>
      {names.length > 0 && (
        <>
          <p>{t`This is the saved version:`}</p>
          <Facts
            facts={names.map((name) => [labelOfField(role, name, vocabulary), valueInWords(name, theirs, vocabulary)])}
          />
        </>
      )}
      <p>{t`“Save mine” replaces it with your text.`}</p>
      <button type="button" onClick={onTheirs}>
        {t`Use the saved version`}
      </button>
    </div>
  );
}
