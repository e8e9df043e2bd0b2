import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { addAddressMutation, askAddressMutation } from "../../api/account/@tanstack/react-query.gen";
import { AskCode, GiveCode } from "./MailedCode";
import { waysInProblems } from "./waysInProblems";

/** Adds an address by which one signs in as well, once its code is known. */
export function AddAddress({ onAdded }: { onAdded: () => void }) {
  const [address, setAddress] = useState("");
  const ask = useMutation({
    ...askAddressMutation(),
    meta: { tellsItself: true },
    onSuccess: (_, { body }) => setAddress(body.email),
  });
  const add = useMutation({
    ...addAddressMutation(),
    meta: { tellsItself: true },
    onSuccess: () => {
      setAddress("");
      onAdded();
    },
  });
  const again = () => {
    add.reset();
    setAddress("");
  };
  return (
    <section>
      <h2>{t`Add an email address`}</h2>
      {address ? (
        <GiveCode
          name="add-code"
          address={address}
          act={add}
          problems={waysInProblems()}
          onGive={(code) => add.mutate({ body: { code } })}
          label={t`Add the address`}
        >
          <button type="button" onClick={again}>
            {t`Ask for a new email`}
          </button>
        </GiveCode>
      ) : (
        <AskCode
          name="add-email"
          help={t`We’ll email a code to it.`}
          act={ask}
          onAsk={(email) => ask.mutate({ body: { email } })}
        />
      )}
    </section>
  );
}
