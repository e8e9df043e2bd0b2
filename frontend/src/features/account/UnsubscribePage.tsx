import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { unsubscribeMutation } from "../../api/account/@tanstack/react-query.gen";
import type { TurnedOffOut } from "../../api/account/types.gen";
import { readProblem } from "../../api/problem";
import { EmptyState } from "../../ui/EmptyState";
import { FailedAct } from "../../ui/FailedAct";
import { Page } from "../../ui/Page";
import { useProgrammeNames } from "./useProgrammeNames";
import "../../styles/pages.css";

const route = getRouteApi("/unsubscribe/$key");

/** Where the link at the foot of a mail leads, signed in or not. It asks for a press: programs that read mails follow links. */
export function UnsubscribePage() {
  const { key } = route.useParams();
  const { programme, about } = route.useSearch();
  const name = useProgrammeNames()(programme ?? null);
  const turnOff = useMutation({ ...unsubscribeMutation(), meta: { tellsItself: true } });
  if (turnOff.data) return <Done turnedOff={turnOff.data} name={name} />;
  if (turnOff.isError && readProblem(turnOff.error).code === "not_found") return <Damaged />;
  const consented = about === "consented";
  return (
    <Page title={consented ? t`Take your consent back` : t`Turn off such mails`} lead={name}>
      <p>
        {consented
          ? t`One press, and we will not ask you about the time after the programme any more. Nothing else changes.`
          : t`One press, and no more mails of this kind come to you. Requests, answers and whatever belongs to your own mentoring still do.`}
      </p>
      <FailedAct error={turnOff.error} />
      <p>
        <button
          type="button"
          className="primary"
          aria-disabled={turnOff.isPending}
          onClick={() => turnOff.isPending || turnOff.mutate({ path: { key } })}
        >
          {consented ? t`Take my consent back` : t`Turn them off`}
        </button>
      </p>
    </Page>
  );
}

function Done({ turnedOff: { message_class: its }, name }: { turnedOff: TurnedOffOut; name: string }) {
  if (its === "wish")
    return (
      <Page title={t`They are turned off`} lead={name}>
        <p>{t`You are not told any more when a mentor whom you saved has room.`}</p>
        <p>
          {t`You can ask for it again with any of them:`} <Link to="/mentors">{t`See the mentors`}</Link>
        </p>
      </Page>
    );
  if (its === "consented") return <TakenBack name={name} />;
  return (
    <Page title={t`They are turned off`} lead={name}>
      <p>
        {its === "nudge" ? t`You get no more reminders and overviews.` : t`You get no more messages that go to many.`}
      </p>
      <p>
        {t`You can turn them on again at any time:`} <MailsToYou />
      </p>
    </Page>
  );
}

function TakenBack({ name }: { name: string }) {
  return (
    <Page title={t`Your consent is taken back`} lead={name}>
      <p>{t`We will not ask you any more. Answers that you have sent already stay, because nobody can tell which they are.`}</p>
      <p>
        {t`If you change your mind while the survey is open:`} <MailsToYou />
      </p>
    </Page>
  );
}

function Damaged() {
  return (
    <Page title={t`Turn off such mails`}>
      <EmptyState title={t`This link is not whole`} action={<MailsToYou />}>
        <p>{t`Open it from the mail once more, without leaving anything out. Or sign in and choose there which mails you want.`}</p>
      </EmptyState>
    </Page>
  );
}

function MailsToYou() {
  return (
    <Link to="/account/$section" params={{ section: "notifications" }}>
      {t`Choose in your account`}
    </Link>
  );
}
