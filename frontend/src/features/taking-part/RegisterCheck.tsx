import { plural, t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { OwnPartOut } from "../../api/generated/types.gen";
import { type FieldProblem, fieldProblems } from "../../api/problem";
import { readVerificationOptions } from "../../api/taking-part/@tanstack/react-query.gen";
import { giveBirthDate, verifyParticipant } from "../../api/taking-part/sdk.gen";
import type { BirthDateIn, VerificationOut } from "../../api/taking-part/types.gen";
import { useAct } from "../../api/useAct";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { Loaded } from "../../ui/Loaded";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { birthDateIn, namesIn } from "./birthDate";

type RegisterCheckProps = { part: OwnPartOut; name: string; onIn: () => void };

/** A mentor whom the register knows needs no approval; nobody has to be looked up. */
export function RegisterCheck({ part, name, onIn }: RegisterCheckProps) {
  const check = useQuery(readVerificationOptions({ path: { participant_id: part.id } }));
  return (
    <Loaded query={check}>
      {(known) =>
        (known.asked || known.verification) && (
          <section className="card">
            <h2>{t`Are you in the register?`}</h2>
            <Standing known={known} />
            {known.asked && known.tries_left > 0 && known.verification !== "found" && (
              <LookUpForm part={part} name={name} onIn={onIn} />
            )}
          </section>
        )
      }
    </Loaded>
  );
}

function Standing({ known: { verification, tries_left: left, asked } }: { known: VerificationOut }) {
  if (verification === "found")
    return <p>{t`Yes: we found you. You don’t need approval, and your date of birth has been deleted.`}</p>;
  if (verification === "waiting")
    return (
      <p>{t`The register is not responding just now. We will ask it again automatically, so you don’t need to wait: publish your profile. Your date of birth is deleted as soon as the register has answered.`}</p>
    );
  if (verification === "not_found" && asked && left > 0)
    return (
      <>
        <p>{t`We did not find you under this name and date of birth. Perhaps you had another name when you graduated? Your date of birth has been deleted.`}</p>
        <p>
          {plural({ left }, { one: "You can try once more.", other: "You can try # more times." })}{" "}
          {t`If it does not work, don’t worry: a coordinator will look at your profile.`}
        </p>
      </>
    );
  if (verification)
    return (
      <p>{t`We could not find you in the register. Don’t worry: publish your profile, and a coordinator will look at it. Your date of birth has been deleted.`}</p>
    );
  return (
    <p>{t`If you are, you are in straight away. Otherwise a coordinator will look at your profile. We compare your name and date of birth with the register and then delete the date; nobody reads it.`}</p>
  );
}

function LookUpForm({ part, name, onIn }: RegisterCheckProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const mutationKey = ["look-up", part.id];
  const headersOf = useAct(mutationKey);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const [tries, setTries] = useState(0);
  const path = { participant_id: part.id };
  const lookUp = useMutation({
    mutationKey,
    mutationFn: async ({ body, headers }: { body: BirthDateIn; headers: { "idempotency-key": string } }) => {
      await giveBirthDate({ path, body, throwOnError: true });
      return (await verifyParticipant({ path, headers, throwOnError: true })).data;
    },
    onSuccess: (found) => {
      queryClient.setQueryData(readVerificationOptions({ path }).queryKey, found);
      if (found.verification === "found") announce(t`We found you in the register.`);
      if (found.state === "active") onIn();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [given, family, born] = ["given_names", "family_name", "birth_date"].map((field) => String(data.get(field)));
    const body = { given_names: given ?? "", family_name: family ?? "", birth_date: birthDateIn(born ?? "") ?? "" };
    const problems = missing(body);
    setOwn(problems);
    setTries(tries + 1);
    lookUp.reset();
    const headers = problems.length === 0 && headersOf(`${tries}`);
    if (headers) lookUp.mutate({ body, headers });
  };
  const problems = own.length > 0 ? own : fieldProblems(lookUp.error);
  const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
  const guess = namesIn(name);
  return (
    <form noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={tries + lookUp.failureCount} />
      <TextField name="given_names" label={t`First names`} defaultValue={guess.given} error={errors.given_names} />
      <TextField
        name="family_name"
        label={t`Last name`}
        help={t`As it was when you graduated.`}
        defaultValue={guess.family}
        error={errors.family_name}
      />
      <TextField
        name="birth_date"
        label={t`Date of birth`}
        help={t`Day, month and year, such as 24.12.1980`}
        autoComplete="bday"
        className="number"
        error={errors.birth_date}
      />
      {problems.length === 0 && <FailedAct error={lookUp.error} own={lookUpProblems()} />}
      <div className="actions">
        <SubmitButton pending={lookUp.isPending}>{t`Check the register`}</SubmitButton>
      </div>
    </form>
  );
}

function missing({ given_names: given, family_name: family, birth_date: born }: BirthDateIn): FieldProblem[] {
  const problems = [
    { field: "given_names", message: t`Enter your first names.`, bad: !given.trim() },
    { field: "family_name", message: t`Enter your last name.`, bad: !family.trim() },
    {
      field: "birth_date",
      message: t`Enter your date of birth as day, month and year, such as 24.12.1980.`,
      bad: !born,
    },
  ];
  return problems.filter(({ bad }) => bad);
}

const lookUpProblems = () => ({
  birth_date_not_asked: t`This is not needed any more. Reload the page to see how your profile stands.`,
  no_tries_left: t`We have asked the register as often as we are allowed to. Publish your profile, and a coordinator will look at it.`,
});
