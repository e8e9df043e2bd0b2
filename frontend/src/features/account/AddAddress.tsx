import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { addAddressMutation, askAddressMutation } from "../../api/account/@tanstack/react-query.gen";
import { fieldProblems, readProblem } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";
import { waysInProblems } from "./waysInProblems";

/** Adds an address by which one signs in as well, once its code is known. */
export function AddAddress({ onAdded }: { onAdded: () => void }) {
  const [address, setAddress] = useState("");
  const added = () => {
    setAddress("");
    onAdded();
  };
  return (
    <section>
      <h2>{t`Add an e-mail address`}</h2>
      {address ? (
        <Code address={address} onAdded={added} onAgain={() => setAddress("")} />
      ) : (
        <Address onAsked={setAddress} />
      )}
    </section>
  );
}

const written = (event: FormEvent<HTMLFormElement>, name: string) => {
  event.preventDefault();
  return String(new FormData(event.currentTarget).get(name) ?? "").trim();
};

function Address({ onAsked }: { onAsked: (address: string) => void }) {
  const ask = useMutation({
    ...askAddressMutation(),
    meta: { tellsItself: true },
    onSuccess: (_, { body }) => onAsked(body.email),
  });
  const wrong = fieldProblems(ask.error).length > 0;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        const email = written(event, "add-email");
        if (!ask.isPending) ask.mutate({ body: { email } });
      }}
    >
      <TextField
        name="add-email"
        type="email"
        autoComplete="email"
        label={t`E-mail address`}
        help={t`We mail a code to it.`}
        error={wrong ? t`Write an e-mail address such as name@example.org.` : undefined}
      />
      {!wrong && <FailedAct error={ask.error} />}
      <div className="actions">
        <SubmitButton pending={ask.isPending}>{t`Mail me the code`}</SubmitButton>
      </div>
    </form>
  );
}

function Code({ address, onAdded, onAgain }: { address: string; onAdded: () => void; onAgain: () => void }) {
  const add = useMutation({ ...addAddressMutation(), meta: { tellsItself: true }, onSuccess: onAdded });
  const wrong = add.isError && readProblem(add.error).code === "validation";
  return (
    <form
      noValidate
      onSubmit={(event) => {
        const code = written(event, "add-code");
        if (!add.isPending) add.mutate({ body: { code: code || "-" } });
      }}
    >
      <p role="status">
        {t`We have mailed a code to:`} <bdi>{address}</bdi>
      </p>
      <TextField
        name="add-code"
        label={t`Code`}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={wrong ? t`This is not the code from the latest mail. Check it and try again.` : undefined}
      />
      {!wrong && <FailedAct error={add.error} own={waysInProblems()} />}
      <div className="actions">
        <SubmitButton pending={add.isPending}>{t`Add the address`}</SubmitButton>
        <button type="button" onClick={onAgain}>
          {t`Ask for a new mail`}
        </button>
      </div>
    </form>
  );
}
