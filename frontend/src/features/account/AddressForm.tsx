import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { askEmailChangeMutation, confirmEmailChangeMutation } from "../../api/account/@tanstack/react-query.gen";
import { readMeOptions, readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MeOut } from "../../api/generated/types.gen";
import { fieldProblems, readProblem } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

/** Where mails go to. Another address counts once a code that was mailed there has been typed here. */
export function AddressForm({ me }: { me: MeOut }) {
  const [asked, setAsked] = useState("");
  return (
    <section>
      <h2>{t`E-mail address`}</h2>
      {me.undeliverable && (
        <p className="notice">
          {me.email
            ? t`Our last mail to this address came back. Correct the address, or enter it again if it works now: we mail you a code.`
            : t`We have no address to write to you. Enter one: we mail you a code.`}
        </p>
      )}
      <AskForm address={me.email} onAsked={setAsked} />
      {asked && <ConfirmForm key={asked} address={asked} onDone={() => setAsked("")} />}
    </section>
  );
}

function AskForm({ address, onAsked }: { address: string; onAsked: (address: string) => void }) {
  const ask = useMutation({
    ...askEmailChangeMutation(),
    meta: { tellsItself: true },
    onSuccess: ({ email }) => onAsked(email),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (ask.isPending) return;
    ask.mutate({ body: { email: String(new FormData(event.currentTarget).get("email") ?? "").trim() } });
  };
  const wrong = fieldProblems(ask.error).length > 0;
  return (
    <form noValidate onSubmit={submit}>
      <TextField
        name="email"
        type="email"
        autoComplete="email"
        label={t`E-mail address`}
        help={t`If you change it, we mail a code to the new address. If you sign in by e-mail, you then sign in with the new one.`}
        defaultValue={address}
        error={wrong ? t`Write an e-mail address such as name@example.org.` : undefined}
      />
      {!wrong && <FailedAct error={ask.error} />}
      <div className="actions">
        <SubmitButton pending={ask.isPending}>{t`Mail me a code`}</SubmitButton>
      </div>
    </form>
  );
}

function ConfirmForm({ address, onDone }: { address: string; onDone: () => void }) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const confirm = useMutation({
    ...confirmEmailChangeMutation(),
    meta: { tellsItself: true },
    onSuccess: async (me) => {
      queryClient.setQueryData(readMeOptions().queryKey, me);
      await queryClient.invalidateQueries({ queryKey: readSessionOptions().queryKey });
      announce(t`Your address is confirmed.`);
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (confirm.isPending) return;
    confirm.mutate({ body: { code: String(new FormData(event.currentTarget).get("code") ?? "").trim() || "-" } });
  };
  const wrong = confirm.isError && readProblem(confirm.error).code === "validation";
  return (
    <form className="card" noValidate onSubmit={submit}>
      <h3>{t`The code from the mail`}</h3>
      <p role="status">
        {t`We have mailed a code to:`} <bdi>{address}</bdi>
      </p>
      <TextField
        name="code"
        label={t`Code`}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={wrong ? t`This is not the code from the latest mail. Check it and try again.` : undefined}
      />
      {!wrong && <FailedAct error={confirm.error} own={confirmProblems()} />}
      <div className="actions">
        <SubmitButton pending={confirm.isPending}>{t`Confirm the address`}</SubmitButton>
      </div>
    </form>
  );
}

const confirmProblems = () => ({
  email_change_over: t`This code is no longer good. Press “Mail me a code” for a new one.`,
  identity_taken: t`Another account signs in with this address. Sign in with it to use that account, or enter another address here.`,
});
