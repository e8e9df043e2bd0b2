import { t } from "@lingui/core/macro";
import type { Override } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { ChoiceGroup, TextArea } from "../../ui/fields";
import { noteLimits } from "./notes";
import { overrideWords } from "./pairWords";

type ProposeFieldsProps = {
  draft: string;
  fault: string | undefined;
  offered: readonly Override[];
  error: unknown;
  own: Record<string, string>;
  programme: ProgrammeOut;
  /** The groups of this mentor's in which there is room. */
  groups: readonly GroupOut[];
};

export function ProposeFields({ draft, fault, offered, error, own, programme, groups }: ProposeFieldsProps) {
  return (
    <>
      {groups.length > 0 && (
        <ChoiceGroup
          type="radio"
          name="group"
          label={t`What you suggest`}
          chosen={[""]}
          choices={[
            { value: "", label: t`A pair of the two` },
            ...groups.map(({ id, theme }) => ({ value: id, label: t`A place in the group “${{ theme }}”` })),
          ]}
        />
      )}
      <TextArea
        name="note"
        defaultValue={readDraft(draft).text}
        onChange={(event) => keepDraft(draft, { text: event.target.value })}
        label={t`Why you suggest it`}
        help={t`Both will read this.`}
        error={fault}
        limit={noteLimits.proposal}
        dir="auto"
        optional
      />
      <FailedAct error={error} own={own} />
      {offered.length > 0 && (
        <ChoiceGroup
          type="checkbox"
          name="overrides"
          label={t`Override for this pair`}
          choices={offered.map((value) => ({ value, ...overrideWords(value, programme) }))}
        />
      )}
    </>
  );
}
