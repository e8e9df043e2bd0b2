import { t } from "@lingui/core/macro";
import { Dialog } from "../../ui/Dialog";
import { OwnWords } from "../../ui/OwnWords";
import type { Version } from "./version";

type BothWordsProps = { theirs: Version; onTheirs: (seen: Version) => void; onMine: (seen: Version) => void };

/** Somebody else has saved first: theirs to read, mine still in the form, and a person's choice. */
export function BothWords({ theirs, onTheirs, onMine }: BothWordsProps) {
  const { title, summary, body, language } = theirs.text;
  return (
    <Dialog title={t`Somebody else has saved changes in the meantime`} onClose={() => onMine(theirs)}>
      <p>{t`Nothing you wrote is lost: it is in the form. This is what they saved:`}</p>
      <div className="card" lang={language}>
        <p>
          <strong>{title}</strong>
        </p>
        <p>{summary}</p>
        <OwnWords text={body} />
      </div>
      <div className="actions">
        <button type="button" onClick={() => onTheirs(theirs)}>
          {t`Use theirs`}
        </button>
        <button type="button" className="primary" onClick={() => onMine(theirs)}>
          {t`Continue with mine`}
        </button>
      </div>
    </Dialog>
  );
}
