import { t } from "@lingui/core/macro";
import type { ProgrammeOut, Role } from "../../api/generated/types.gen";
import { labelOf } from "../../i18n/labels";
import { questionOf } from "./profileForm";

type Names = Record<string, () => string>;

const mentor: Names = {
  name: () => t`Your name`,
  degree: () => t`Degree`,
  field: () => t`Field`,
  institution: () => t`Where you studied`,
  graduation_year: () => t`Year of graduation`,
  doctorate: () => t`I have a doctorate`,
  title: () => t`What you do`,
  employer: () => t`Employer`,
  sector: () => t`Sector`,
  in_working_life: () => t`I am in working life at the moment`,
  outside_academia: () => t`I have made a career outside academia`,
  lives_abroad: () => t`I live abroad`,
  headline: () => t`You in one sentence`,
  story: () => t`Your career story`,
  link: () => t`A link to you elsewhere`,
  topics: () => t`What you like to talk about`,
  languages: () => t`Languages you mentor in`,
  seeks: () => t`Whom you would like to mentor`,
  meets: () => t`How you can meet`,
  place: () => t`Place`,
  newcomers: () => t`I know newcomers’ questions about Finnish working life`,
};

const mentee: Names = {
  field: () => t`Field`,
  name: () => t`Your name`,
  school: () => t`School or faculty`,
  level: () => t`What you study for`,
  stage: () => t`Where you are in your studies`,
  languages: () => t`Languages you speak`,
  place: () => t`Where you live`,
  exchange_until: () => t`Here on exchange until`,
  topics: () => t`What you would like to talk about`,
  sectors: () => t`Sectors that interest you`,
  expectations: () => t`What you hope for from mentoring`,
  goals: () => t`Your goals`,
  interests: () => t`What interests you in working life`,
};

const names: Record<Role, Names> = { mentor, mentee };

/** What a field is called, at the field and in a summary of errors; a question of the programme's is its own name. */
export function profileFieldName(role: Role, field: string, { vocabulary }: Pick<ProgrammeOut, "vocabulary">): string {
  const key = questionOf(field);
  return key ? labelOf(vocabulary.questions, key) : (names[role][field]?.() ?? "");
}
