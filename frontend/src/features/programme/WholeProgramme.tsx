import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { ArchiveDialog } from "./ArchiveDialog";
import { CopyDialog } from "./CopyDialog";
import { PublishDialog } from "./PublishDialog";

type Open = "publish" | "archive" | "copy" | undefined;

/** What is done to a programme as a whole; each is explained before it happens. */
export function WholeProgramme({ programme }: { programme: ProgrammeOut }) {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const { published_at: published, archived_at: archived } = programme;
  return (
    <section>
      <h2>{t`The programme as a whole`}</h2>
      <div className="actions">
        {!published && !archived && (
          <button type="button" className="primary" onClick={() => setOpen("publish")}>
            {t`Publish`}
          </button>
        )}
        <button type="button" onClick={() => setOpen("copy")}>
          {t`Copy to a new round`}
        </button>
        {!archived && (
          <button type="button" className="danger" onClick={() => setOpen("archive")}>
            {t`Archive`}
          </button>
        )}
      </div>
      {open === "publish" && <PublishDialog programme={programme} onClose={close} />}
      {open === "copy" && <CopyDialog programme={programme} onClose={close} />}
      {open === "archive" && <ArchiveDialog programme={programme} onClose={close} />}
    </section>
  );
}
