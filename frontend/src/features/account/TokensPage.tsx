import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listTokensOptions } from "../../api/account/@tanstack/react-query.gen";
import type { NewTokenOut } from "../../api/account/types.gen";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { ShownOnce } from "../../ui/ShownOnce";
import { TokenForm } from "./TokenForm";
import { TokenRow } from "./TokenRow";
import "../../styles/pages.css";

/** One's tokens for scripts: made, shown once, revoked. */
export function TokensPage() {
  const tokens = useQuery(listTokensOptions());
  const [made, setMade] = useState<NewTokenOut>();
  return (
    <Page
      title={t`Tokens for scripts`}
      lead={t`A script with a token acts on your behalf: it can reach what you can, as far as you allow here.`}
    >
      {made && <Made token={made} onDone={() => setMade(undefined)} />}
      <Loaded query={tokens}>
        {({ items, scopes }) => (
          <>
            {items.length > 0 && (
              <section>
                <h2>{t`Your tokens`}</h2>
                <ul className="rows">
                  {items.map((token) => (
                    <TokenRow key={token.id} token={token} />
                  ))}
                </ul>
              </section>
            )}
            {!made && <TokenForm scopes={scopes} onMade={setMade} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Made({ token, onDone }: { token: NewTokenOut; onDone: () => void }) {
  return (
    <section className="card">
      <h2>
        {t`Your new token:`} <bdi>{token.name}</bdi>
      </h2>
      <ShownOnce
        name="token"
        label={t`Token`}
        help={t`It is shown only this once. Keep it where your script reads its secrets, and nowhere else.`}
        value={token.token}
        copy={t`Copy the token`}
        copied={t`Copied.`}
      />
      <p>
        <button type="button" onClick={onDone}>
          {t`I have saved it`}
        </button>
      </p>
    </section>
  );
}
