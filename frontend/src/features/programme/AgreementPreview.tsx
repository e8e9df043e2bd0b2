import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { previewAgreementTemplate } from "../../api/coordination/sdk.gen";
import type { AgreementPreviewOut } from "../../api/coordination/types.gen";
import { Dialog } from "../../ui/Dialog";
import { Loaded } from "../../ui/Loaded";
import { Rendered } from "../../ui/Rendered";
import { faultInTemplate } from "./agreementTemplate";

type AgreementPreviewProps = { programmeId: string; body: string; language: string; onClose: () => void };

/** The template as a pair will see it, saved or not. */
export function AgreementPreview({ programmeId, body, language, onClose }: AgreementPreviewProps) {
  const parts = useQuery({
    queryKey: ["agreement-preview", programmeId, body],
    queryFn: async ({ signal }) => {
      const path = { programme_id: programmeId };
      return (await previewAgreementTemplate({ path, body: { body }, signal, throwOnError: true })).data;
    },
    gcTime: 0,
    retry: false,
  });
  const fault = faultInTemplate(parts.error);
  return (
    <Dialog title={t`Preview`} onClose={onClose}>
      {fault ? (
        <p className="problem">{fault}</p>
      ) : (
        <Loaded query={parts}>{(shown) => <Parts {...{ shown, language }} />}</Loaded>
      )}
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t`Close the preview`}
        </button>
      </div>
    </Dialog>
  );
}

function Parts({ shown, language }: { shown: AgreementPreviewOut; language: string }) {
  return (
    <>
      {shown.parts.map((part) =>
        part.kind === "text" ? (
          <Rendered key={part.html} html={part.html} lang={language} />
        ) : (
          <div key={part.key} className="blank" lang={language}>
            <strong>{part.label}</strong>
            <p className="muted">{part.beginning || t`Empty`}</p>
          </div>
        ),
      )}
    </>
  );
}
