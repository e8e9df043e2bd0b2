import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { chooseNotificationsMutation, readNotificationsOptions } from "../../api/account/@tanstack/react-query.gen";
import type { NotificationsOut, NotificationsPatch, WantedOut } from "../../api/account/types.gen";
import { FailedAct } from "../../ui/FailedAct";
import { CheckField } from "../../ui/fields";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { useAnnounce } from "../../ui/Status";
import { LaterConsents } from "./LaterConsents";
import { useProgrammeNames } from "./useProgrammeNames";
import "../../styles/pages.css";

/** Which mails one wants, everywhere and by programme; each tick is kept at once. */
export function NotificationsPage() {
  const notifications = useQuery(readNotificationsOptions());
  return (
    <Page title={t`Emails to you`} lead={t`You decide whether you are reminded of things.`}>
      <p>{t`Requests, answers and whatever belongs to your own mentoring or your account always come: without them you would miss something that others count on.`}</p>
      <Loaded query={notifications}>{(found) => <Choices found={found} />}</Loaded>
      <LaterConsents />
    </Page>
  );
}

function Choices({ found }: { found: NotificationsOut }) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const nameOf = useProgrammeNames();
  const { queryKey } = readNotificationsOptions();
  const mutationKey = ["choose-notifications"];
  const choose = useMutation({
    ...chooseNotificationsMutation(),
    meta: { tellsItself: true },
    mutationKey,
    onSuccess: () => announce(t`Saved.`),
    // What is read while another choice is under way would be the state before that one.
    onSettled: () =>
      queryClient.isMutating({ mutationKey }) === 1 ? queryClient.invalidateQueries({ queryKey }) : undefined,
  });
  const set = (body: NotificationsPatch) => choose.mutate({ body });
  const drawn = choose.isError ? choose.submittedAt : 0; // after a failure the ticks show what is kept, not what was pressed
  return (
    <>
      <FailedAct error={choose.error} />
      <Wanted key={`all ${drawn}`} scope="all" title={t`In all programmes`} wanted={found.everywhere} onSet={set} />
      {found.programmes.map(({ programme_id: id, wanted }) => (
        <Wanted
          key={`${id} ${drawn}`}
          scope={id}
          title={nameOf(id)}
          wanted={wanted}
          everywhere={found.everywhere}
          onSet={(body) => set({ ...body, programme_id: id })}
        />
      ))}
    </>
  );
}

type WantedProps = {
  /** What its fields are called by, for there are as many of a name as programmes. */
  scope: string;
  title: string;
  wanted: WantedOut;
  /** What is turned off everywhere can't be turned on in one programme. */
  everywhere?: WantedOut;
  onSet: (body: NotificationsPatch) => void;
};

function Wanted({ scope, title, wanted, everywhere, onSet }: WantedProps) {
  return (
    <fieldset className="field">
      <legend>
        <bdi>{title}</bdi>
      </legend>
      {classes().map(({ name, label, help }) => {
        const off = everywhere?.[name] === false;
        return (
          <CheckField
            key={`${name} ${off}`}
            name={`${scope}-${name}`}
            label={label}
            help={off ? t`Turned off in all programmes.` : help}
            defaultChecked={wanted[name] && !off}
            disabled={off}
            onChange={({ target }) => onSet({ [name]: target.checked })}
          />
        );
      })}
    </fieldset>
  );
}

const classes = () =>
  [
    {
      name: "nudge",
      label: t`Reminders and overviews`,
      help: t`For example: an event is tomorrow, you have not met for a while, or a coordinator’s overview in the morning.`,
    },
    {
      name: "broadcast",
      label: t`Announcements`,
      help: t`What coordinators write to all participants, or to a group of them.`,
    },
  ] as const;
