import { t } from "@lingui/core/macro";
import { copyProgramme } from "../../api/coordination/sdk.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/fields";
import { copyField, copyOf, copyProblems, copyValues, spokenIn } from "./copy";
import { faultOf } from "./faults";
import { MakingForm } from "./MakingForm";
import { NameFields } from "./NameFields";
import { clockFieldNames } from "./names";
import { useMaking } from "./useMaking";

export function CopyDialog({ programme, onClose }: { programme: ProgrammeOut; onClose: () => void }) {
  const spoken = spokenIn(programme);
  const making = useMaking({
    what: ["copy", programme.id],
    start: copyValues(programme),
    problemsIn: (values) => copyProblems(values, spoken),
    bodyOf: (values) => copyOf(values, spoken),
    send: (body, headers) => copyProgramme({ path: { programme_id: programme.id }, body, headers, throwOnError: true }),
    fieldOf: copyField,
    made: t`The copy has been created. It is a draft until you publish it.`,
    onMade: onClose,
  });
  const { register } = making.form;
  return (
    <Dialog title={t`Copy to a new round`} onClose={onClose}>
      <MakingForm making={making} make={t`Create the copy`} onClose={onClose}>
        <p>{t`The new programme gets the same rules, words, questions and texts. All its dates move by as many days as the mentors’ first day. People are not copied.`}</p>
        <p>{t`Give it a name that tells the two rounds apart.`}</p>
        <NameFields spoken={spoken} register={register} problems={making.problems} />
        <TextField
          {...register("mentor_signup_opens")}
          type="date"
          label={clockFieldNames.mentor_signup_opens()}
          error={faultOf(making.problems, "mentor_signup_opens")}
        />
      </MakingForm>
    </Dialog>
  );
}
