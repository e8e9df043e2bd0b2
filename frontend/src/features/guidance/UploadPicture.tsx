import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { addPicture } from "../../api/pictures/sdk.gen";
import type { FieldProblem } from "../../api/problem";
import { useAct } from "../../api/useAct";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { useAnnounce, useWhisper } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { fileRefusal, pictureTypes, tooLargeToSend, uploadProblems, uploadRefusal } from "./pictureWords";
import { sendable } from "./sendable";

type UploadPictureProps = { programmeId: string; onUploaded: (key: string) => Promise<void> };
type Upload = { file: File; headers: { "idempotency-key": string } };

export function UploadPicture({ programmeId, onUploaded }: UploadPictureProps) {
  const announce = useAnnounce();
  const whisper = useWhisper();
  const form = useRef<HTMLFormElement>(null);
  const [refused, setRefused] = useState<string>();
  const [tries, setTries] = useState(0);
  const mutationKey = ["add-picture", programmeId];
  const headersOf = useAct(mutationKey);
  const upload = useMutation({
    mutationKey,
    mutationFn: async ({ file, headers }: Upload) => {
      const body = await sendable(file);
      if (!body) throw { code: tooLargeToSend, status: 413 };
      const sent = { path: { programme_id: programmeId }, body, headers: { ...headers, "Content-Type": body.type } };
      return (await addPicture({ ...sent, throwOnError: true })).data;
    },
    onSuccess: async ({ key }) => {
      form.current?.reset();
      announce(t`The picture is here. Now say what it shows.`);
      await onUploaded(key);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (upload.isPending) return;
    const file = new FormData(event.currentTarget).get("picture");
    const chosen = file instanceof File && file.size > 0 ? file : undefined;
    const wrong = chosen ? fileRefusal(chosen) : t`Choose a picture.`;
    setRefused(wrong);
    setTries(tries + 1);
    upload.reset();
    if (!chosen || wrong) return;
    const headers = headersOf(`${chosen.name} ${chosen.size} ${chosen.lastModified}`);
    if (!headers) return;
    whisper(t`The picture is being uploaded …`);
    upload.mutate({ file: chosen, headers });
  };
  const wrong = refused ?? uploadRefusal(upload.error);
  const problems: FieldProblem[] = wrong ? [{ field: "picture", message: wrong }] : [];
  return (
    <form ref={form} noValidate onSubmit={submit} className="card picture-upload">
      <h3>{t`Upload a picture`}</h3>
      <p>{t`If it shows people, upload it only when they have agreed to be shown here. Where and when it was taken, and whatever else the camera wrote into the file, is removed.`}</p>
      <ErrorSummary problems={problems} attempt={tries + upload.failureCount} />
      <TextField
        type="file"
        name="picture"
        accept={pictureTypes.join(",")}
        label={t`Picture`}
        help={t`PNG, JPEG or WebP. A large picture is shrunk to a width of 1,600 pixels.`}
        error={wrong}
      />
      {!wrong && <FailedAct error={upload.error} own={uploadProblems()} />}
      {upload.isPending && (
        <p>
          <label>
            {t`The picture is being uploaded …`} <progress />
          </label>
        </p>
      )}
      <div className="actions">
        <SubmitButton pending={upload.isPending}>{t`Upload the picture`}</SubmitButton>
      </div>
    </form>
  );
}
