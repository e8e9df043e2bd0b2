import { t } from "@lingui/core/macro";
import type { OwnPartOut } from "../../api/generated/types.gen";
import { OwnWords } from "../../ui/OwnWords";

/** What a coordinator wants mended, at hand while it is mended. */
export function SentBack({ part: { sent_back: sentBack } }: { part: OwnPartOut }) {
  if (!sentBack?.note) return null;
  return (
    <div className="notice">
      <p>{t`The coordinator writes:`}</p>
      <blockquote>
        <OwnWords text={sentBack.note} />
      </blockquote>
    </div>
  );
}
