import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { addToRegister, replaceRegister } from "../../api/coordination/sdk.gen";
import type { RegisterReportOut } from "../../api/coordination/types.gen";
import type { FieldProblem } from "../../api/problem";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { ChoiceGroup, TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import {
  addedSentence,
  fileProblem,
  knownSentence,
  lineRefusal,
  refusedSentence,
  removedSentence,
  uploadProblems,
} from "./registerWords";

type Upload = { file: File; replace: boolean };

/** A file is read once; hashes are kept of it and nothing else. */
export function RegisterUpload({ programmeId }: { programmeId: string }) {
  const announce = useAnnounce();
  const [none, setNone] = useState(false);
  const [tries, setTries] = useState(0);
  const path = { programme_id: programmeId };
  const upload = useMutation({
    mutationFn: async ({ file, replace }: Upload) =>
      (await (replace ? replaceRegister : addToRegister)({ path, body: file, throwOnError: true })).data,
    onSuccess: () => announce(t`The file has been read.`),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (upload.isPending) return;
    const data = new FormData(event.currentTarget);
    const file = data.get("file");
    const chosen = file instanceof File && file.size > 0;
    setNone(!chosen);
    setTries(tries + 1);
    upload.reset();
    if (chosen) upload.mutate({ file, replace: data.get("how") !== "add" });
  };
  const wrong = none ? t`Choose a file.` : fileProblem(upload.error);
  const problems: FieldProblem[] = wrong ? [{ field: "file", message: wrong }] : [];
  return (
    <section>
      <h2>{t`Upload a register`}</h2>
      <p>{t`Names and dates of birth are kept only as a code that nobody can read. Tell the people in the register that it is used for this.`}</p>
      <form noValidate onSubmit={submit}>
        <ErrorSummary problems={problems} attempt={tries + upload.failureCount} />
        <TextField
          type="file"
          name="file"
          accept=".csv,text/csv"
          label={t`CSV file`}
          help={t`Its first line names the columns: first name, last name, date of birth.`}
          error={wrong}
        />
        <ChoiceGroup
          type="radio"
          name="how"
          label={t`What happens to those who are in the register now`}
          chosen={["replace"]}
          choices={[
            { value: "replace", label: t`The file replaces them` },
            { value: "add", label: t`They stay, and the file is added` },
          ]}
        />
        {problems.length === 0 && <FailedAct error={upload.error} own={uploadProblems()} />}
        <div className="actions">
          <SubmitButton pending={upload.isPending}>{t`Upload the file`}</SubmitButton>
        </div>
      </form>
      {upload.data && <Report report={upload.data} />}
    </section>
  );
}

function Report({ report: { added, known, removed, refused } }: { report: RegisterReportOut }) {
  return (
    <div className="notice">
      <p>{addedSentence(added)}</p>
      {known > 0 && <p>{knownSentence(known)}</p>}
      {removed > 0 && <p>{removedSentence(removed)}</p>}
      {refused.length > 0 && (
        <>
          <p>{refusedSentence(refused.length)}</p>
          <ul>
            {refused.map(({ line, reason }) => (
              <li key={line}>{t`Line ${{ line }}: ${{ reason: lineRefusal(reason) }}`}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
