import { t } from "@lingui/core/macro";
import type { AgreementChangeOut } from "../../api/agreements/types.gen";
import { showDay } from "../../ui/dates";

/** Who wrote which version and what they changed, the newest first. */
export function History({ history, zone }: { history: readonly AgreementChangeOut[]; zone: string }) {
  return (
    <section className="screen-only">
      <h2>{t`Versions`}</h2>
      <ol className="rows" reversed>
        {history.map((each) => (
          <Line key={each.number} change={each} zone={zone} />
        ))}
      </ol>
    </section>
  );
}

function Line({ change, zone }: { change: AgreementChangeOut; zone: string }) {
  const { number, written_by: writer, written_at: at, changed, language } = change;
  const day = showDay(at, zone);
  return (
    <li>
      <p>
        <strong>{t`Version ${{ number }}`}</strong>
        {change.in_force && ` – ${t`signed by everybody`}`}
      </p>
      <p>{change.mine ? t`Written by you: ${{ day }}` : t`Written by ${{ writer }}: ${{ day }}`}</p>
      {changed.length > 0 && (
        <>
          <p className="muted">{t`Changed:`}</p>
          <ul>
            {changed.map((label) => (
              <li key={label} lang={language} dir="auto">
                {label}
              </li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}
