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
    <Page title={consented ? t`Withdraw your consent` : t`Turn off these emails`} lead={name}>
      <p>
        {consented
          ? t`Press the button and we will no longer ask you about the time after the programme. Nothing else changes.`
          : t`Press the button and you will get no more emails of this kind. You will still get requests, answers and anything to do with your own mentoring.`}
      </p>
      <FailedAct error={turnOff.error} />
      <p>
        <button
          type="button"
          className="primary"
          aria-disabled={turnOff.isPending}
          onClick={() => turnOff.isPending || turnOff.mutate({ path: { key } })}
        >
          {consented ? t`Withdraw my consent` : t`Turn them off`}
        </button>
      </p>
    </Page>
  );
}

function Done({ turnedOff: { message_class: its }, name }: { turnedOff: TurnedOffOut; name: string }) {
  if (its === "wish")
    return (
      <Page title={t`These emails are turned off`} lead={name}>
        <p>{t`You will no longer be told when a mentor you saved has a free place.`}</p>
        <p>
          {t`You can ask for it again with any of them:`} <Link to="/mentors">{t`See the mentors`}</Link>
        </p>
      </Page>
    );
  if (its === "consented") return <TakenBack name={name} />;
  return (
    <Page title={t`These emails are turned off`} lead={name}>
      <p>{its === "nudge" ? t`You get no more reminders and overviews.` : t`You will get no more announcements.`}</p>
      <p>
        {t`You can turn them on again at any time:`} <MailsToYou />
      </p>
    </Page>
  );
}

function TakenBack({ name }: { name: string }) {
  return (
    <Page title={t`Your consent has been withdrawn`} lead={name}>
      <p>{t`We will not ask you again. Answers you have already sent stay, because nobody can tell which are yours.`}</p>
      <p>
        {t`If you change your mind while the survey is open:`} <MailsToYou />
      </p>
    </Page>
  );
}

function Damaged() {
  return (
    <Page title={t`Turn off these emails`}>
      <EmptyState title={t`This link is incomplete`} action={<MailsToYou />}>
        <p>{t`Open it from the email again, making sure you have all of it. Or sign in and choose which emails you want.`}</p>
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
