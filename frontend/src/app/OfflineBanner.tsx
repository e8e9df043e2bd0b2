import { t } from "@lingui/core/macro";
import { useEffect, useSyncExternalStore } from "react";
import { useWhisper } from "../ui/Status";

function subscribe(changed: () => void) {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

export function OfflineBanner() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  const whisper = useWhisper();
  useEffect(() => {
    if (!online) whisper(offlineText());
  }, [online, whisper]);
  return online ? null : <p className="banner">{offlineText()}</p>;
}

const offlineText = () =>
  t`You are offline. You can carry on reading, but nothing can be sent until the connection is back.`;
