import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { OrganisationOut } from "../../api/coordination/types.gen";
import { Dialog } from "../../ui/Dialog";
import { NewProgrammeForm } from "./NewProgrammeForm";

export function NewProgramme({ organisations }: { organisations: readonly OrganisationOut[] }) {
  const [open, setOpen] = useState(false);
  if (organisations.length === 0) return null;
  return (
    <section>
      <h2>{t`Another programme`}</h2>
      <p>{t`To run an earlier programme again, copy it. Start a new one for something else.`}</p>
      <button type="button" onClick={() => setOpen(true)}>
        {t`Start a new programme`}
      </button>
      {open && (
        <Dialog title={t`New programme`} onClose={() => setOpen(false)}>
          <NewProgrammeForm organisations={organisations} onClose={() => setOpen(false)} />
        </Dialog>
      )}
    </section>
  );
}
