import { t } from "@lingui/core/macro";
import type { AgreementOut, AgreementVersionOut } from "../../api/agreements/types.gen";
import { listed } from "../../i18n/labels";
import { showDay } from "../../ui/dates";
import { notSigned } from "./answers";

/** How things stand, in a sentence or two, and what to do next. */
export function Standing({ agreement, zone }: { agreement: AgreementOut; zone: string }) {
  const { state, newest, open } = agreement;
  if (!open)
    return (
      <p className="notice">
        {state === "none"
          ? t`This mentoring has ended, and no agreement was written.`
          : t`This mentoring has ended. You can read and print the agreement, but not change it.`}
      </p>
    );
  if (!newest)
    return (
      <p className="lead">
        {t`Nothing has been written yet. Fill this in together when you first meet, or start on your own: it applies once everybody has signed it.`}
      </p>
    );
  if (state === "in_force") {
    const day = showDay(lastSigned(newest), zone);
    return <p className="lead">{t`Signed by everybody: ${{ day }}`}</p>;
  }
  const waiting = listed(notSigned(newest).map(({ name }) => name));
  return (
    <div className="notice">
      <p>{t`Not signed yet by: ${{ waiting }}`}</p>
      {state === "changing" && (
        <p>{t`This is a new version. What you all signed before applies until everybody has signed this one.`}</p>
      )}
    </div>
  );
}

const lastSigned = ({ signatures }: AgreementVersionOut): string =>
  signatures
    .map(({ signed_at: at }) => at ?? "")
    .sort()
    .at(-1) ?? "";
