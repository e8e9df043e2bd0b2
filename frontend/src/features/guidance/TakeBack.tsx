import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { listStoriesQueryKey, takeBackStoryMutation } from "../../api/guidance/@tanstack/react-query.gen";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

export function TakeBack({ programmeId, storyId }: { programmeId: string; storyId: string }) {
  const [asked, setAsked] = useState(false);
  return (
    <div className="actions">
      <button type="button" className="danger" onClick={() => setAsked(true)}>
        {t`Withdraw the story`}
      </button>
      {asked && <TakeBackDialog programmeId={programmeId} storyId={storyId} onClose={() => setAsked(false)} />}
    </div>
  );
}

type TakeBackDialogProps = { programmeId: string; storyId: string; onClose: () => void };

function TakeBackDialog({ programmeId, storyId, onClose }: TakeBackDialogProps) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const takeBack = useMutation({
    ...takeBackStoryMutation(),
    onSuccess: async () => {
      announce(t`Your story has been deleted.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: listStoriesQueryKey({ path: { programme_id: programmeId } }) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!takeBack.isPending) takeBack.mutate({ path: { story_id: storyId } });
  };
  return (
    <Dialog title={t`Withdraw your story?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t`It is deleted at once, with your consent to show it.`}</p>
        <FailedAct error={takeBack.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep it`}
          </button>
          <SubmitButton pending={takeBack.isPending}>{t`Delete my story`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
