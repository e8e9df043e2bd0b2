import { t } from "@lingui/core/macro";
import type { PairMemberOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { textsOf } from "../../i18n/programmeTexts";
import { mailToBoth } from "./writing";

type WriteToBothProps = { members: readonly PairMemberOut[]; names: string; group: boolean; programme: ProgrammeOut };

/** Opens a mail in one's own mail programme. */
export function WriteToBoth({ members, names, group, programme }: WriteToBothProps) {
  const subject = textsOf(programme)?.name ?? programme.organisation_name;
  const href = mailToBoth(members, programme.contact_address, subject);
  return (
    href && (
      <a href={href} aria-label={group ? t`Write to everybody: ${{ names }}` : t`Write to both: ${{ names }}`}>
        {group ? t`Write to everybody` : t`Write to both`}
      </a>
    )
  );
}
