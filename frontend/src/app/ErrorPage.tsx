import { t } from "@lingui/core/macro";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { problemSentence } from "../api/problem";
import { Page } from "../ui/Page";

export function ErrorPage({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Page title={t`Something went wrong`} lead={problemSentence(error)}>
      <button type="button" className="primary" onClick={() => void router.invalidate()}>
        {t`Try again`}
      </button>
    </Page>
  );
}
