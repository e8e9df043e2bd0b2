import { t } from "@lingui/core/macro";
import type { MentorProfileOut } from "../../api/generated/types.gen";

type Background = Pick<
  MentorProfileOut,
  "doctorate" | "outside_academia" | "newcomers" | "in_working_life" | "lives_abroad" | "graduation_year"
>;

/** The programme advises at least so many years of work after graduation; fewer are a remark, never a refusal (R3). */
const enoughYears = 4;

/** What whoever approves a mentor may want to weigh. */
export function worthKnowing(profile: Background, thisYear: number): string[] {
  const { graduation_year: year } = profile;
  return [
    profile.doctorate && t`has a doctorate`,
    profile.outside_academia && t`career outside academia`,
    profile.newcomers && t`knows newcomers’ questions about Finnish working life`,
    year !== null && thisYear - year < enoughYears && t`less than four years since graduation`,
    profile.lives_abroad && t`lives abroad`,
    !profile.in_working_life && t`not in working life just now`,
  ].filter((mark) => mark !== false);
}
