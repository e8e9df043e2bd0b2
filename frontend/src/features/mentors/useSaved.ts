import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { readOverlayOptions, saveMentorsMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { SavedOut } from "../../api/generated/types.gen";
import { problemSentence } from "../../api/problem";
import { useAnnounce } from "../../ui/Status";
import { asSent } from "./saved";

/** Changes one's list of saved mentors: seen at once, sent one after the other, taken back when it fails. */
export function useSaved(programmeId: string): (change: (saved: readonly SavedOut[]) => SavedOut[]) => void {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const path = { programme_id: programmeId };
  const { queryKey } = readOverlayOptions({ path });
  const save = useMutation({
    ...saveMentorsMutation(),
    scope: { id: "saved-mentors" },
    meta: { tellsItself: true },
    onError: (error) => {
      announce(problemSentence(error, { validation: t`You can save up to 50 mentors. Remove some first.` }));
      void queryClient.invalidateQueries({ queryKey });
    },
  });
  return (change) => {
    const overlay = queryClient.getQueryData(queryKey);
    if (!overlay) return;
    const saved = change(overlay.saved);
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, { ...overlay, saved });
    save.mutate({ path, body: asSent(saved) });
  };
}
