import { t } from "@lingui/core/macro";
import type { AgreementOut } from "../../api/agreements/types.gen";
import { Facts } from "../../ui/Facts";
import { type Answers, differing } from "./answers";

type SavedMeanwhileProps = { agreement: AgreementOut; mine: Answers; onTheirs: () => void };

/** Somebody saved first: the form holds one's own words, this shows theirs, and either can be taken. */
export function SavedMeanwhile({ agreement, mine, onTheirs }: SavedMeanwhileProps) {
  const fields = differing(agreement.form, mine);
  return (
    <div className="problem" role="alert">
      <p>{t`Somebody saved a new version while you were writing. What you typed is still here below.`}</p>
      {fields.length > 0 && (
        <>
          <p>{t`This is the saved version:`}</p>
          <Facts facts={fields.map(({ label, answer }) => [label, answer || t`Nothing written`])} />
        </>
      )}
      <p>{t`“Save mine” replaces it with your text. Everybody is asked to sign again.`}</p>
      <button type="button" onClick={onTheirs}>
        {t`Use the saved version`}
      </button>
    </div>
  );
}
