import type { NotificationsOut, NotificationsPatch, WantedOut } from "../../api/account/types.gen";

const changed = (wanted: WantedOut, { nudge, broadcast }: NotificationsPatch): WantedOut => ({
  nudge: nudge ?? wanted.nudge,
  broadcast: broadcast ?? wanted.broadcast,
});

/** What is wanted once a choice is kept, so that a tick shows at once. */
export function chosen(found: NotificationsOut, choice: NotificationsPatch): NotificationsOut {
  const { programme_id: id } = choice;
  if (!id) return { ...found, everywhere: changed(found.everywhere, choice) };
  const programmes = found.programmes.map((each) =>
    each.programme_id === id ? { ...each, wanted: changed(each.wanted, choice) } : each,
  );
  return { ...found, programmes };
}
