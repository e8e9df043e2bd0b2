import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { askEmailSignInMutation } from "../../api/account/@tanstack/react-query.gen";
import { fieldProblems } from "../../api/problem";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";
import { asked, rememberPlace } from "./afterSignIn";
import { CodeForm } from "./CodeForm";

/** First an address, then what was mailed to it; a reload in between does not ask for a second mail. */
export function EmailSignIn() {
  const [address, setAddress] = useState(() => readDraft(asked).text);
  const keep = (to: string) => {
    keepDraft(asked, { text: to });
    setAddress(to);
  };
  const again = () => {
    dropDraft(asked);
    setAddress("");
  };
  return (
    <section>
      <h2>{t`By email`}</h2>
      {address ? <Mailed address={address} onAgain={again} /> : <AskForm onAsked={keep} />}
    </section>
  );
}

const route = getRouteApi("/sign-in");

function AskForm({ onAsked }: { onAsked: (address: string) => void }) {
  const { next } = route.useSearch();
  const ask = useMutation({
    ...askEmailSignInMutation(),
    meta: { tellsItself: true },
    onSuccess: (_, { body }) => {
      rememberPlace(next);
      onAsked(body.email);
    },
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
        label={t`Email address`}
        help={t`We’ll email you a link and a code. You don’t need a password.`}
        error={wrong ? t`Enter an email address such as name@example.org.` : undefined}
      />
      {!wrong && <FailedAct error={ask.error} />}
      <div className="actions">
        <SubmitButton pending={ask.isPending}>{t`Email me the link`}</SubmitButton>
      </div>
    </form>
  );
}

function Mailed({ address, onAgain }: { address: string; onAgain: () => void }) {
  return (
    <>
      <p role="status">
        {t`We have emailed a link and a code to:`} <bdi>{address}</bdi>
      </p>
      <p>{t`Open the link in this browser, or type the code here. Both work once, for 15 minutes.`}</p>
      <CodeForm>
        <button type="button" onClick={onAgain}>
          {t`Ask for a new email`}
        </button>
      </CodeForm>
    </>
  );
}
