import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import {
  changeMaterialMutation,
  listMaterialsQueryKey,
  readMaterialQueryKey,
} from "../../api/guidance/@tanstack/react-query.gen";
import type { MaterialOut } from "../../api/guidance/types.gen";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { languageOf } from "./newMaterial";
import { RemoveDialog } from "./RemoveDialog";

type MaterialActsProps = { programme: ProgrammeOut; material: MaterialOut };

/** What a coordinator does with a page: write, hide, take away what is the programme's own. */
export function MaterialActs({ programme, material }: MaterialActsProps) {
  const [removing, setRemoving] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const path = { programme_id: programme.id, slug: material.slug };
  const reload = async () => {
    await queryClient.invalidateQueries({ queryKey: listMaterialsQueryKey({ path: { programme_id: programme.id } }) });
    await queryClient.invalidateQueries({ queryKey: readMaterialQueryKey({ path }) });
  };
  const change = useMutation({
    ...changeMaterialMutation(),
    onSuccess: async (_, { body }) => {
      announce(body.hidden ? t`Only coordinators see it now.` : t`It is shown again.`);
      await reload();
    },
  });
  const hide = () => {
    if (!change.isPending) change.mutate({ path, body: { hidden: !material.hidden } });
  };
  const removed = async () => {
    setRemoving(false);
    if (material.own) {
      announce(t`The page has been deleted.`);
      await navigate({
        to: "/programmes/$programmeId/guidance/{-$slug}/{-$language}",
        params: { programmeId: programme.id, slug: undefined, language: undefined },
      });
    } else announce(t`The standard text has been restored.`);
    await reload();
  };
  return (
    <>
      <FailedAct error={change.error} />
      <div className="actions screen-only">
        <Link
          to="/programmes/$programmeId/guidance/{-$slug}/{-$language}"
          params={{ programmeId: programme.id, slug: material.slug, language: languageOf(programme) }}
          className="button"
        >
          {t`Edit`}
        </Link>
        <button type="button" aria-disabled={change.isPending} onClick={hide}>
          {material.hidden ? t`Show it again` : t`Hide`}
        </button>
        {(material.own || material.edited) && (
          <button type="button" className="danger" onClick={() => setRemoving(true)}>
            {material.own ? t`Delete` : t`Restore the standard text`}
          </button>
        )}
      </div>
      {removing && (
        <RemoveDialog
          programmeId={programme.id}
          material={material}
          onRemoved={removed}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  );
}
