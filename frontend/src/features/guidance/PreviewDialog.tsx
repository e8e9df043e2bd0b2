import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { previewMaterial } from "../../api/guidance/sdk.gen";
import type { MaterialKind, WordsIn } from "../../api/guidance/types.gen";
import { Dialog } from "../../ui/Dialog";
import { Loaded } from "../../ui/Loaded";
import { Rendered } from "../../ui/Rendered";
import "./guidance.css";

type PreviewDialogProps = {
  programmeId: string;
  kind: MaterialKind;
  language: string;
  words: WordsIn;
  onClose: () => void;
};

/** The words as they will be read, saved or not: the server makes them, as it will for everybody. */
export function PreviewDialog({ programmeId, kind, language, words, onClose }: PreviewDialogProps) {
  const body = { kind, language, body: words.body };
  const preview = useQuery({
    queryKey: ["material-preview", programmeId, body],
    queryFn: async ({ signal }) =>
      (await previewMaterial({ path: { programme_id: programmeId }, body, signal, throwOnError: true })).data,
    gcTime: 0,
  });
  return (
    <Dialog title={t`Preview`} onClose={onClose}>
      <Loaded query={preview} own={{ validation: t`There is nothing to show yet: write the text first.` }}>
        {({ parts }) => (
          <div lang={language} className={`material ${kind}`}>
            {parts.map((part) => (
              <section key={part.key}>
                {part.heading && <h3>{part.heading}</h3>}
                <Rendered className="guidance-text" html={part.html} />
                <ul>
                  {part.items.map((item) => (
                    <li key={item.key}>
                      <Rendered as="span" html={item.html} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        )}
      </Loaded>
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t`Close the preview`}
        </button>
      </div>
    </Dialog>
  );
}
