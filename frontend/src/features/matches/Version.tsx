import { t } from "@lingui/core/macro";
import type { AgreementOut, AgreementVersionOut } from "../../api/agreements/types.gen";
import { showDay } from "../../ui/dates";
import { OwnWords } from "../../ui/OwnWords";
import { Rendered } from "../../ui/Rendered";

/** One version as it reads, and who has signed it; on paper there is a line for whoever has not. */
export function Version({ version, zone }: { version: AgreementVersionOut; zone: string }) {
  return (
    <>
      <div className="agreement">
        {version.parts.map((part) => (
          <Part key={part.kind === "field" ? part.key : part.html} part={part} lang={version.language} />
        ))}
      </div>
      <h2>{t`Signatures`}</h2>
      <ul className="signatures">
        {version.signatures.map(({ participant_id: id, name, signed_at: at }) => (
          <li key={id}>
            <bdi>{name}</bdi>
            <span>{at ? showDay(at, zone) : t`Not signed yet`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Part({ part, lang }: { part: AgreementOut["form"][number]; lang: string }) {
  if (part.kind === "text") return <Rendered html={part.html} lang={lang} />;
  return (
    <div className="answer">
      <p className="answer-label" lang={lang} dir="auto">
        {part.label}
      </p>
      {part.answer ? <OwnWords text={part.answer} lang={lang} /> : <p className="muted">{t`Nothing written`}</p>}
    </div>
  );
}
