import { t } from "@lingui/core/macro";
import type { FormEvent, ReactNode } from "react";
import { fieldProblems, readProblem } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";

/** An act that is under way or has failed. */
type Act = { isPending: boolean; error: unknown };

const written = (event: FormEvent<HTMLFormElement>) => {
  event.preventDefault();
  const [text] = new FormData(event.currentTarget).values();
  return String(text ?? "").trim();
};

type AskCodeProps = {
  /** Of the field. */
  name: string;
  help: string;
  /** What stands in it. */
  address?: string;
  act: Act;
  onAsk: (address: string) => void;
};

/** An address that a code is mailed to, so that somebody can show that it is theirs. */
export function AskCode({ name, help, address, act, onAsk }: AskCodeProps) {
  const wrong = fieldProblems(act.error).length > 0;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        const email = written(event);
        if (!act.isPending) onAsk(email);
      }}
    >
      <TextField
        name={name}
        type="email"
        autoComplete="email"
        label={t`Email address`}
        help={help}
        defaultValue={address}
        error={wrong ? t`Enter an email address such as name@example.org.` : undefined}
      />
      {!wrong && <FailedAct error={act.error} />}
      <div className="actions">
        <SubmitButton pending={act.isPending}>{t`Email me a code`}</SubmitButton>
      </div>
    </form>
  );
}

type GiveCodeProps = {
  /** Of the field. */
  name: string;
  /** Where the code was mailed to. */
  address: string;
  act: Act;
  problems: Record<string, string>;
  onGive: (code: string) => void;
  /** What the button says. */
  label: string;
  /** What else one can do. */
  children?: ReactNode;
};

/** The code that was mailed. */
export function GiveCode({ name, address, act, problems, onGive, label, children }: GiveCodeProps) {
  const wrong = Boolean(act.error) && readProblem(act.error).code === "validation";
  return (
    <form
      noValidate
      onSubmit={(event) => {
        const code = written(event);
        if (!act.isPending) onGive(code || "-");
      }}
    >
      <p role="status">
        {t`We have emailed a code to:`} <bdi>{address}</bdi>
      </p>
      <TextField
        name={name}
        label={t`Code`}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={wrong ? t`This is not the code from the latest email. Check it and try again.` : undefined}
      />
      {!wrong && <FailedAct error={act.error} own={problems} />}
      <div className="actions">
        <SubmitButton pending={act.isPending}>{label}</SubmitButton>
        {children}
      </div>
    </form>
  );
}
