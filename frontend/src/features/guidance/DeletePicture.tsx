import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { removePictureMutation } from "../../api/pictures/@tanstack/react-query.gen";
import type { PictureOut } from "../../api/pictures/types.gen";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { deletionProblems } from "./pictureWords";
import { Thumbnail } from "./Thumbnail";

type DeletePictureProps = {
  programmeId: string;
  picture: PictureOut;
  onDeleted: (said: string) => Promise<void>;
  onRefused: () => Promise<void>;
  onClose: () => void;
};

export function DeletePicture({ programmeId, picture, onDeleted, onRefused, onClose }: DeletePictureProps) {
  const remove = useMutation({
    ...removePictureMutation(),
    onSuccess: () => onDeleted(t`The picture has been deleted.`),
    onError: onRefused,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!remove.isPending) remove.mutate({ path: { programme_id: programmeId, picture_key: picture.key } });
  };
  return (
    <Dialog title={t`Delete this picture?`} onClose={onClose}>
      <form onSubmit={submit}>
        <Thumbnail programmeId={programmeId} picture={picture} />
        <p>{t`No text uses it. It can’t be restored.`}</p>
        <FailedAct error={remove.error} own={deletionProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep the picture`}
          </button>
          <SubmitButton pending={remove.isPending}>{t`Delete the picture`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
