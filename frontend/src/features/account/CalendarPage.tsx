import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  endCalendarMutation,
  readCalendarOptions,
  renewCalendarMutation,
} from "../../api/account/@tanstack/react-query.gen";
import { showDay } from "../../ui/dates";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { ownZone } from "../../ui/ownZone";
import { Page } from "../../ui/Page";
import { ShownOnce } from "../../ui/ShownOnce";
import { useAnnounce } from "../../ui/Status";
import "../../styles/pages.css";

/** One's events and meetings in a calendar program of one's own, which looks for news by itself. */
export function CalendarPage() {
  const calendar = useQuery(readCalendarOptions());
  const [url, setUrl] = useState<string>();
  return (
    <Page
      title={t`Calendar`}
      lead={t`Subscribe to your events and meetings in the calendar that you use. When one moves or is cancelled, your calendar follows.`}
    >
      {url && <Address url={url} />}
      <Loaded query={calendar}>
        {({ since }) => <Feed since={since} onMade={setUrl} onEnded={() => setUrl(undefined)} />}
      </Loaded>
      <HowTo />
    </Page>
  );
}

function Address({ url }: { url: string }) {
  return (
    <section className="card">
      <h2>{t`The address of your calendar`}</h2>
      <ShownOnce
        name="calendar-url"
        label={t`Address`}
        help={t`It is shown only this once. Anyone who has it can read your calendar, so don’t give it to anybody.`}
        value={url}
        copy={t`Copy the address`}
        copied={t`Copied.`}
      />
    </section>
  );
}

type FeedProps = { since: string | null; onMade: (url: string) => void; onEnded: () => void };

function Feed({ since, onMade, onEnded }: FeedProps) {
  const announce = useAnnounce();
  const renew = useMutation({
    ...renewCalendarMutation(),
    onSuccess: ({ url }) => {
      onMade(url);
      announce(t`Your calendar has a new address.`);
    },
  });
  const end = useMutation({
    ...endCalendarMutation(),
    onSuccess: () => {
      onEnded();
      announce(t`The subscription has ended.`);
    },
  });
  const pending = renew.isPending || end.isPending;
  const day = since && showDay(since, ownZone());
  return (
    <section>
      <h2>{t`Your subscription`}</h2>
      <p>
        {day
          ? t`Your calendar can be subscribed to. It has had its present address since ${{ day }}.`
          : t`Nobody can subscribe to your calendar yet.`}
      </p>
      {since && (
        <p>{t`If you have lost the address, or somebody else has seen it, make a new one. The old one then stops working.`}</p>
      )}
      <FailedAct error={renew.error ?? end.error} />
      <div className="actions">
        <button
          type="button"
          className={since ? "" : "primary"}
          aria-disabled={pending}
          onClick={() => pending || renew.mutate({})}
        >
          {since ? t`Create a new address` : t`Create an address`}
        </button>
        {since && (
          <button type="button" className="danger" aria-disabled={pending} onClick={() => pending || end.mutate({})}>
            {t`End the subscription`}
          </button>
        )}
      </div>
    </section>
  );
}

function HowTo() {
  return (
    <section>
      <h2>{t`How to subscribe`}</h2>
      <ul>
        <li>{t`Outlook: Calendar, “Add calendar”, “Subscribe from web”, and paste the address.`}</li>
        <li>{t`Google Calendar, on a computer: the plus sign beside “Other calendars”, “From URL”, and paste the address.`}</li>
        <li>{t`Apple, on a Mac: File, “New Calendar Subscription”. On an iPhone: Settings, Calendar, Accounts, “Add Account”, Other, “Add Subscribed Calendar”.`}</li>
      </ul>
      <p>{t`It may take a few hours for a change to show: your calendar app decides how often it checks.`}</p>
    </section>
  );
}
