import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { askPasskeySignIn, signInWithPasskey } from "../../api/account/sdk.gen";
import { answer } from "../../api/passkeys";
import { FailedAct } from "../../ui/FailedAct";
import { goOn, rememberPlace } from "./afterSignIn";
import { passkeyProblems, signInProblems } from "./signInProblems";

const route = getRouteApi("/sign-in");

/** One press, and the device asks for the rest. */
export function PasskeySignIn() {
  const { next } = route.useSearch();
  const signIn = useMutation({
    meta: { tellsItself: true },
    mutationFn: async () => {
      const { data } = await askPasskeySignIn({ throwOnError: true });
      const credential = await answer(data.options);
      await signInWithPasskey({ body: { credential }, throwOnError: true });
    },
    onSuccess: () => {
      rememberPlace(next);
      goOn();
    },
  });
  return (
    <section>
      <h2>{t`With a passkey`}</h2>
      <p>{t`If you have added a passkey on your account page, your device signs you in with your fingerprint, face or PIN.`}</p>
      <FailedAct error={signIn.error} own={{ ...signInProblems(), ...passkeyProblems() }} />
      <p>
        <button type="button" aria-disabled={signIn.isPending} onClick={() => signIn.isPending || signIn.mutate()}>
          {t`Sign in with a passkey`}
        </button>
      </p>
    </section>
  );
}
