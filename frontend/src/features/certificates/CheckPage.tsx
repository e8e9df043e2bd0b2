import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { checkCertificateOptions } from "../../api/certificates/@tanstack/react-query.gen";
import type { PaperOut } from "../../api/certificates/types.gen";
import { readProblem } from "../../api/problem";
import { Facts } from "../../ui/Facts";
import { TextField } from "../../ui/fields";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { factsOf } from "./facts";
import "../../styles/pages.css";

const route = getRouteApi("/certificates/$code");

/** Where whoever holds a paper sees whether it is genuine: no more than the paper says. */
export function CheckPage() {
  const { code } = route.useParams();
  const checked = useQuery({ ...checkCertificateOptions({ path: { code } }), retry: false });
  if (checked.isError && readProblem(checked.error).code === "not_found") return <Unknown key={code} code={code} />;
  if (checked.data) return <Genuine paper={checked.data} />;
  return (
    <Page title={t`Check a certificate`}>
      <Loaded query={checked}>{() => null}</Loaded>
    </Page>
  );
}

function Genuine({ paper }: { paper: PaperOut }) {
  return (
    <Page title={t`This certificate is genuine`} lead={t`Compare what it says with the paper in front of you.`}>
      <section className="card">
        <h2>{t`Certificate of participation`}</h2>
        <Facts facts={factsOf(paper)} />
      </section>
    </Page>
  );
}

function Unknown({ code }: { code: string }) {
  const navigate = useNavigate();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("code") ?? "").trim();
    if (typed) void navigate({ to: "/certificates/$code", params: { code: typed } });
  };
  return (
    <Page
      title={t`No such certificate`}
      lead={t`There is no certificate with this code: it may be mistyped, or its owner may have withdrawn it.`}
    >
      <p>{t`A code has sixteen letters and digits, with neither zero, one, I nor O among them. Compare it with the paper and try again.`}</p>
      <form onSubmit={submit}>
        <TextField name="code" label={t`Code on the paper`} defaultValue={code} autoComplete="off" spellCheck={false} />
        <div className="actions">
          <button type="submit" className="primary">
            {t`Check the code`}
          </button>
        </div>
      </form>
      <p>{t`If the code is right and you are still in doubt, ask whoever gave you the paper, or the organisation that it names.`}</p>
    </Page>
  );
}
