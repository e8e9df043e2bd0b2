import { t } from "@lingui/core/macro";
import type { Own } from "./ownProfile";
import { differing, type Values } from "./profileForm";

type SavedElsewhereProps = { mine: Values; saved: Own };

/** Another tab or device saved first: both versions are shown, and nothing is lost whichever is taken. */
export function SavedElsewhere({ mine, saved }: SavedElsewhereProps) {
  const theirs: Values = saved.profile;
  const names = differing(mine, theirs);
  return (
    <div className="problem" role="alert">
      <p>{t`Your profile was saved somewhere else meanwhile, perhaps in another tab. What you typed is still here below.`}</p>
      {names.length > 0 && (
        <>
          <p>{t`This is what was saved there:`}</p>
          <ul>
            {names.map((name) => (
              <li key={name} dir="auto">
                {inWords(theirs[name])}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{t`“Save mine” puts your words in its place. To keep the other, reload the page.`}</p>
    </div>
  );
}

const inWords = (value: unknown): string => {
  if (typeof value === "boolean") return value ? t`yes` : t`no`;
  if (value === null || value === "") return t`nothing`;
  return Array.isArray(value) ? value.join(", ") || t`nothing` : String(value);
};
