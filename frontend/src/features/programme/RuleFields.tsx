import { t } from "@lingui/core/macro";
import type { UseFormRegister } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { CheckField, ChoiceGroup, TextArea, TextField } from "../../ui/fields";
import { faultOf } from "./faults";
import { admissionNames, affiliationNames, groupsNames, ruleMeaning, ruleName } from "./ruleNames";
import type { RuleField, RulesValues } from "./rulesValues";

type RuleFieldsProps = {
  register: UseFormRegister<RulesValues>;
  problems: readonly FieldProblem[];
  programme: ProgrammeOut;
};

const choicesOf = (names: Record<string, () => string>) =>
  Object.entries(names).map(([value, name]) => ({ value, label: name() }));

export function RuleFields({ register, problems, programme }: RuleFieldsProps) {
  const field = (name: RuleField) => ({
    ...register(name),
    label: ruleName(name, programme),
    help: ruleMeaning(name, programme),
    error: faultOf(problems, name),
  });
  const number = { type: "text", inputMode: "numeric", autoComplete: "off", className: "number" } as const;
  return (
    <>
      <TextField type="email" autoComplete="off" {...field("contact_address")} />
      <h2>{t`Requests`}</h2>
      <TextField {...number} {...field("places_max")} />
      <TextField {...number} {...field("mentor_pending_max")} />
      <TextField {...number} {...field("mentee_pending_max")} />
      <TextField {...number} {...field("request_days")} />
      <TextField {...number} {...field("reminder_days")} inputMode="text" />
      <TextField {...number} {...field("grace_days")} />
      <h2>{t`Groups`}</h2>
      <ChoiceGroup type="radio" choices={choicesOf(groupsNames)} {...field("groups")} />
      <TextField {...number} {...field("group_places_max")} />
      <h2>{t`Who may take part`}</h2>
      <ChoiceGroup type="radio" choices={choicesOf(admissionNames)} {...field("mentor_admission")} />
      <TextArea {...field("mentee_home_organisations")} spellCheck={false} autoCapitalize="none" rows={3} />
      <ChoiceGroup type="checkbox" choices={choicesOf(affiliationNames)} {...field("mentee_affiliations")} />
      <h2>{t`Who sees the mentors`}</h2>
      <CheckField {...field("directory_preview")} />
      <CheckField {...field("staff_may_browse")} />
      <h2>{t`How long it is kept`}</h2>
      <TextField {...number} {...field("texts_months")} />
      <TextField {...number} {...field("identities_months")} />
    </>
  );
}
