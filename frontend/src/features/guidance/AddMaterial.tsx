import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { addMaterialMutation } from "../../api/guidance/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { ChoiceGroup, SelectField, TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { languageOf, materialIn } from "./newMaterial";
import { phases, roles } from "./stages";
import { kindName, phaseName, readerName } from "./words";

export function AddMaterial({ programme }: { programme: ProgrammeOut }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="actions">
      <button type="button" onClick={() => setOpen(true)}>
        {t`Add a page of our own`}
      </button>
      {open && <AddDialog programme={programme} onClose={() => setOpen(false)} />}
    </div>
  );
}

function AddDialog({ programme, onClose }: { programme: ProgrammeOut; onClose: () => void }) {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const mutationKey = ["add-material", programme.id];
  const headersOf = useAct(mutationKey);
  const add = useMutation({
    ...addMaterialMutation(),
    mutationKey,
    onSuccess: ({ slug }) => {
      announce(t`The page has been added. Now write what it says.`);
      const params = { programmeId: programme.id, slug, language: languageOf(programme) };
      void navigate({ to: "/programmes/$programmeId/guidance/{-$slug}/{-$language}", params });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = materialIn(new FormData(event.currentTarget), languageOf(programme), t`Still to be written.`);
    const headers = headersOf(JSON.stringify(body));
    if (headers) add.mutate({ path: { programme_id: programme.id }, body, headers });
  };
  return (
    <Dialog title={t`Add a page of our own`} onClose={onClose}>
      <form onSubmit={submit}>
        <TextField name="title" label={t`Title`} required maxLength={200} />
        <KindAndReaders programme={programme} />
        <FailedAct error={add.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={add.isPending}>{t`Add it`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

function KindAndReaders({ programme }: { programme: ProgrammeOut }) {
  const kinds = ["page", "checklist", "worksheet", "faq"] as const;
  return (
    <>
      <SelectField
        name="kind"
        label={t`What it is`}
        choices={kinds.map((kind) => ({ value: kind, label: kindName(kind) }))}
      />
      <ChoiceGroup
        type="checkbox"
        name="roles"
        label={t`Who it is for`}
        help={t`If you choose nobody, everybody can read it, even without signing in.`}
        choices={roles.map((role) => ({ value: role, label: readerName(programme, role) }))}
      />
      <ChoiceGroup
        type="checkbox"
        name="phases"
        label={t`When it is useful`}
        help={t`If you choose nothing, it is always at hand.`}
        choices={phases.map((phase) => ({ value: phase, label: phaseName(phase) }))}
      />
    </>
  );
}
