import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { Facts } from "../../ui/Facts";
import { groupFieldName } from "./GroupFields";
import { spokenIn } from "./groupWords";

type OvertakenProps = {
  theirs: GroupOut;
  base: GroupOut;
  programme: ProgrammeOut;
  onMine: () => void;
  onTheirs: () => void;
};

/** Somebody else saved first: what they changed, while what was typed stays in the form. */
export function Overtaken({ theirs, base, programme, onMine, onTheirs }: OvertakenProps) {
  const before = new Map(shown(base, programme));
  return (
    <div className="problem" role="alert">
      <p>{t`Somebody else has changed the group in the meantime. What you typed is still here below; this is what they changed:`}</p>
      <Facts facts={shown(theirs, programme).filter(([name, value]) => before.get(name) !== value)} />
      <p>{t`Combine the two as you like, then save yours instead.`}</p>
      <div className="actions">
        <button type="button" onClick={onMine}>
          {t`Save mine`}
        </button>
        <button type="button" onClick={onTheirs}>
          {t`Use theirs`}
        </button>
      </div>
    </div>
  );
}

const shown = (group: GroupOut, programme: ProgrammeOut): [string, string][] => [
  [groupFieldName("theme", programme), group.theme],
  [groupFieldName("description", programme), group.description],
  [groupFieldName("languages", programme), spokenIn(group.languages)],
  [groupFieldName("places", programme), String(group.places)],
  [groupFieldName("mentor_places", programme), String(group.mentor_places)],
  [t`Open to new members`, group.joining ? t`Yes` : t`Not just now`],
];
