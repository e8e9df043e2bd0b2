import { t } from "@lingui/core/macro";

/** Whom to turn to: the programme's contact address, where there is a programme. */
export function Write({ to: address }: { to: string | undefined }) {
  if (!address)
    return (
      <p>{t`Write to the organisers of your programme. Their address is on every page when you are signed in.`}</p>
    );
  return (
    <p>
      {t`Write to:`} <a href={`mailto:${address}`}>{address}</a>
    </p>
  );
}
