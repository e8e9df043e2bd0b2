import { plural, t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { eraseMeMutation, previewErasureOptions } from "../../api/account/@tanstack/react-query.gen";
import type { ErasePreviewOut } from "../../api/account/types.gen";
import { signOut } from "../../api/generated/sdk.gen";
import { fieldProblems } from "../../api/problem";
import { listed } from "../../i18n/labels";
import { Dialog } from "../../ui/Dialog";
import { dropAllDrafts } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { Loaded } from "../../ui/Loaded";
import { SubmitButton } from "../../ui/SubmitButton";
import { useProgrammeNames } from "./useProgrammeNames";

export function EraseAccount() {
  const [asked, setAsked] = useState(false);
  return (
    <section>
      <h2>{t`Erase my account`}</h2>
      <p>{t`Your name, profiles, contact details and texts are deleted for good. Only figures are kept, which nobody can trace to you.`}</p>
      <div className="actions">
        <button type="button" className="danger" onClick={() => setAsked(true)}>
          {t`Erase my account`}
        </button>
      </div>
      {asked && <EraseDialog onClose={() => setAsked(false)} />}
    </section>
  );
}

function EraseDialog({ onClose }: { onClose: () => void }) {
  const preview = useQuery({ ...previewErasureOptions(), staleTime: 0, gcTime: 0 });
  return (
    <Dialog title={t`Erase your account?`} onClose={onClose}>
      <Loaded query={preview}>
        {(will) =>
          will.last_admin_of.length > 0 ? (
            <NotYet onClose={onClose}>
              {t`You are the last admin of: ${{ organisations: listed(will.last_admin_of) }}. Somebody else has to become one first.`}
            </NotYet>
          ) : will.signed_in_freshly ? (
            <EraseForm will={will} onClose={onClose} />
          ) : (
            <SignInAgain onClose={onClose} />
          )
        }
      </Loaded>
    </Dialog>
  );
}

function NotYet({ children, onClose }: { children: string; onClose: () => void }) {
  return (
    <>
      <p dir="auto">{children}</p>
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t`Close`}
        </button>
      </div>
    </>
  );
}

/** Whoever finds a browser that somebody left open must not get far with it. */
function SignInAgain({ onClose }: { onClose: () => void }) {
  const again = useMutation({
    meta: { tellsItself: true },
    mutationFn: () => signOut({ throwOnError: true }),
    onSuccess: () => location.assign("/sign-in?next=%2Faccount%2Fprivacy"),
  });
  return (
    <>
      <p>{t`To make sure it is you, you must have signed in within the last ten minutes. Sign in again and come back here.`}</p>
      <FailedAct error={again.error} />
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t`Keep my account`}
        </button>
        <button type="button" className="primary" onClick={() => again.isPending || again.mutate()}>
          {t`Sign in again`}
        </button>
      </div>
    </>
  );
}

function EraseForm({ will, onClose }: { will: ErasePreviewOut; onClose: () => void }) {
  const erase = useMutation({
    ...eraseMeMutation(),
    meta: { tellsItself: true },
    onSuccess: () => {
      dropAllDrafts();
      location.assign("/");
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (erase.isPending) return;
    erase.mutate({
      body: { confirmation: String(new FormData(event.currentTarget).get("confirmation") ?? "").trim() || "-" },
    });
  };
  const [problem] = fieldProblems(erase.error);
  return (
    <form noValidate onSubmit={submit}>
      <p>{t`This can’t be undone, not even by us.`}</p>
      <Ending will={will} />
      <TextField
        name="confirmation"
        label={t`To confirm, type the address of your account`}
        help={<bdi>{will.confirmation}</bdi>}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={problem && t`This is not the address of your account.`}
      />
      {!problem && <FailedAct error={erase.error} own={eraseProblems()} />}
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t`Keep my account`}
        </button>
        <SubmitButton pending={erase.isPending}>{t`Erase it for good`}</SubmitButton>
      </div>
    </form>
  );
}

function Ending({ will }: { will: ErasePreviewOut }) {
  const nameOf = useProgrammeNames();
  const ending = will.parts.filter((part) => part.pending_requests + part.active_matches > 0);
  if (ending.length === 0) return null;
  return (
    <>
      <p>{t`It also ends what is still going on. Everyone affected gets an email saying you have left:`}</p>
      <ul>
        {ending.map(({ programme_id, active_matches: matches, pending_requests: requests }) => (
          <li key={programme_id}>
            <span dir="auto">{nameOf(programme_id)}</span>:{" "}
            {plural({ matches }, { one: "# match", other: "# matches" })},{" "}
            {plural({ requests }, { one: "# request", other: "# requests" })}
          </li>
        ))}
      </ul>
    </>
  );
}

const eraseProblems = () => ({
  fresh_sign_in_needed: t`Your sign-in is older than ten minutes by now. Close this, sign in again and come back here.`,
  last_admin: t`You are the last admin of an organisation. Somebody else has to become one first.`,
});
