import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askEmailChangeMutation, confirmEmailChangeMutation } from "../../api/account/@tanstack/react-query.gen";
import { readMeOptions, readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MeOut } from "../../api/generated/types.gen";
import { useAnnounce } from "../../ui/Status";
import { AskCode, GiveCode } from "./MailedCode";

/** Where mails go to. Another address counts once a code that was mailed there has been typed here. */
export function AddressForm({ me }: { me: MeOut }) {
  return (
    <section>
      <h2>{t`Email address`}</h2>
      {me.undeliverable && (
        <p className="notice">
          {me.email
            ? t`Our last email to this address came back. Correct the address, or enter it again if it works now: we’ll email you a code.`
            : t`We have no address to write to. Enter one and we’ll email you a code.`}
        </p>
      )}
      <NewAddress address={me.email} />
    </section>
  );
}

function NewAddress({ address }: { address: string }) {
  const [asked, setAsked] = useState("");
  const ask = useMutation({
    ...askEmailChangeMutation(),
    meta: { tellsItself: true },
    onSuccess: ({ email }) => setAsked(email),
  });
  return (
    <>
      <AskCode
        name="email"
        help={t`If you change it, we’ll email a code to the new address. If you sign in by email, you will then sign in with the new one.`}
        address={address}
        act={ask}
        onAsk={(email) => ask.mutate({ body: { email } })}
      />
      {asked && <Confirm key={asked} address={asked} onDone={() => setAsked("")} />}
    </>
  );
}

function Confirm({ address, onDone }: { address: string; onDone: () => void }) {
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
  return (
    <div className="card">
      <h3>{t`The code from the email`}</h3>
      <GiveCode
        name="code"
        address={address}
        act={confirm}
        problems={confirmProblems()}
        onGive={(code) => confirm.mutate({ body: { code } })}
        label={t`Confirm the address`}
      />
    </div>
  );
}

const confirmProblems = () => ({
  email_change_over: t`This code is no longer valid. Press “Email me a code” for a new one.`,
  identity_taken: t`Another account signs in with this address. Sign in with it to use that account, or enter another address here.`,
});
