import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { NextStep } from "./NextStep";
import type { Outside } from "./nextStep";

/** For whoever does not take part (yet, just now, or any more). */
export function OutsideStep({ kind, contact }: { kind: Outside["kind"]; contact: string }) {
  const [title, text] = words[kind]();
  return (
    <NextStep title={title}>
      <p>{text}</p>
      <p>
        <WhatNow kind={kind} />
      </p>
      {kind !== "submitted" && (
        <p>
          {t`Questions? Write to:`} <a href={`mailto:${contact}`}>{contact}</a>
        </p>
      )}
    </NextStep>
  );
}

function WhatNow({ kind }: { kind: Outside["kind"] }) {
  if (kind === "draft")
    return (
      <Link to="/profile" className="button primary">
        {t`Fill in my profile`}
      </Link>
    );
  if (kind === "paused")
    return (
      <Link to="/taking-part" className="button primary">
        {t`End the break`}
      </Link>
    );
  return null;
}

const words: Record<Outside["kind"], () => [string, string]> = {
  draft: () => [t`Your profile is not published yet`, t`You take part as soon as it is published.`],
  submitted: () => [t`Your profile waits for approval`, t`A coordinator looks at it. You get a mail when you are in.`],
  paused: () => [t`You are on a break`, t`No new requests reach you, and you can send none, until you come back.`],
  gone: () => [t`You do not take part in this programme any more`, t`What you see here is only how it was.`],
};
