import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { listTermsOptions } from "../../api/account/@tanstack/react-query.gen";
import { agree } from "../../api/account/sdk.gen";
import type { TermsOut } from "../../api/account/types.gen";
import { editMe } from "../../api/generated/sdk.gen";
import type { SessionOut } from "../../api/generated/types.gen";
import { fieldProblems } from "../../api/problem";
import { returnPath } from "../../api/returnPath";
import { FailedAct } from "../../ui/FailedAct";
import { CheckField, TextField } from "../../ui/fields";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { SubmitButton } from "../../ui/SubmitButton";
import { TermsText } from "./TermsText";

/** What is asked before anything else: a name, which an address does not tell, and the terms, when they are new. */
export function FirstName({ session }: { session: SessionOut }) {
  const terms = useQuery(listTermsOptions());
  const named = session.person.name !== "";
  const title = named ? t`Before you continue` : t`What is your name?`;
  const lead = named
    ? t`The terms of this service are new or have changed. Please read them.`
    : t`The people you meet here see it. You can change it later.`;
  return (
    <Page title={title} lead={lead}>
      <Loaded query={terms}>
        {(all) => <FirstForm named={named} terms={all.filter(({ kind }) => session.terms_to_ask.includes(kind))} />}
      </Loaded>
    </Page>
  );
}

const route = getRouteApi("/account");

function FirstForm({ named, terms }: { named: boolean; terms: TermsOut[] }) {
  const { next } = route.useSearch();
  const [unread, setUnread] = useState(false);
  const goOn = useMutation({
    meta: { tellsItself: true },
    mutationFn: async (name: string) => {
      if (!named) await editMe({ body: { name }, throwOnError: true });
      const [first] = terms;
      if (!first) return;
      const agreements = terms.map(({ kind, version }) => ({ kind, version }));
      await agree({ body: { language: first.language, agreements }, throwOnError: true });
    },
    // Loads the page anew: what was answered before the name was known is not kept.
    onSuccess: () => location.replace(returnPath(next, location.origin)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (goOn.isPending) return;
    const data = new FormData(event.currentTarget);
    const missing = terms.length > 0 && !data.has("agreed");
    setUnread(missing);
    if (missing) document.getElementById("agreed")?.focus();
    else goOn.mutate(String(data.get("name") ?? ""));
  };
  const [problem] = fieldProblems(goOn.error);
  return (
    <form noValidate onSubmit={submit}>
      {!named && <TextField name="name" label={t`Your name`} autoComplete="name" dir="auto" error={problem?.message} />}
      {terms.map(({ kind, title, sections }) => (
        <details key={kind}>
          <summary>{title}</summary>
          <TermsText sections={sections} headings="h3" />
        </details>
      ))}
      {terms.length > 0 && (
        <CheckField
          name="agreed"
          label={t`I agree to the terms of use and have read the privacy notice.`}
          error={unread ? t`You can’t continue without this.` : undefined}
        />
      )}
      {!problem && (
        <FailedAct
          error={goOn.error}
          own={{ terms_changed: t`The terms have just changed. Reload the page and read them again.` }}
        />
      )}
      <div className="actions">
        <SubmitButton pending={goOn.isPending}>{t`Continue`}</SubmitButton>
      </div>
    </form>
  );
}
