import { t } from "@lingui/core/macro";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useProgramme } from "../../api/useProgramme";
import { NotForYou } from "../../ui/NotForYou";
import { Waiting } from "../../ui/Waiting";
import { AskGroup } from "./AskGroup";
import { GroupList } from "./GroupList";
import { OneGroup } from "./OneGroup";
import "../../styles/pages.css";
import "./groups.css";

// Who leads a group fetches the form; who looks for one does not.
const OfferGroup = lazy(async () => ({ default: (await import("./OfferGroup")).OfferGroup }));
const EditGroup = lazy(async () => ({ default: (await import("./EditGroup")).EditGroup }));

/** The groups of a programme, one of them, and the forms to ask, offer and change (R27). */
export function GroupsPage() {
  const programme = useProgramme();
  const { groupId, view } = useParams({ strict: false });
  if (!programme || (!programme.participant && !programme.coordinates)) return <NotForYou title={t`Groups`} />;
  const shown = { programme, groupId: groupId ?? "" };
  if (!groupId) return <GroupList programme={programme} />;
  if (view === "ask") return <AskGroup {...shown} key={groupId} />;
  if (!view && groupId !== "new") return <OneGroup {...shown} key={groupId} />;
  return (
    <Suspense fallback={<Waiting />}>
      {groupId === "new" ? <OfferGroup programme={programme} /> : <EditGroup {...shown} key={groupId} />}
    </Suspense>
  );
}
