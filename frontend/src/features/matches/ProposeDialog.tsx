import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { proposeMeetingMutation, proposeOtherTimesMutation } from "../../api/months/@tanstack/react-query.gen";
import type { MeetingOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { FormDialog } from "./FormDialog";
import { meetingProblems } from "./monthsWords";
import { PlaceFields, readPlace, readTime, TimeField, ZoneNote } from "./TimeFields";

const most = 5;

type ProposeDialogProps = {
  matchId: string;
  /** The proposal that these times answer. */
  instead?: MeetingOut;
  onClose: () => void;
};

/** One or several times, of which the other picks one. */
export function ProposeDialog({ matchId, instead, onClose }: ProposeDialogProps) {
  const announce = useAnnounce();
  const [times, setTimes] = useState(2);
  const [missing, setMissing] = useState(false);
  const mutationKey = ["propose", matchId];
  const headersOf = useAct(mutationKey);
  const onSuccess = () => {
    announce(t`The times are suggested. You’ll get an email when one of them is picked.`);
    onClose();
  };
  const propose = useMutation({ ...proposeMeetingMutation(), mutationKey, onSuccess });
  const answer = useMutation({ ...proposeOtherTimesMutation(), mutationKey, onSuccess });
  const submit = (typed: FormData) => {
    const starts = Array.from({ length: times }, (_, number) => readTime(typed, number)).filter(
      (each) => each !== undefined,
    );
    setMissing(starts.length === 0);
    if (starts.length === 0) return document.getElementById("day-0")?.focus();
    const body = { ...readPlace(typed), starts, agenda: String(typed.get("agenda") ?? "") };
    const headers = headersOf(JSON.stringify(body));
    if (!headers) return;
    if (instead) answer.mutate({ path: { meeting_id: instead.id }, body, headers });
    else propose.mutate({ path: { match_id: matchId }, body, headers });
  };
  const sending = instead ? answer : propose;
  return (
    <FormDialog
      title={instead ? t`Suggest other times` : t`Suggest times`}
      onSubmit={submit}
      sending={sending}
      problems={meetingProblems(sending.error)}
      act={t`Suggest`}
      onClose={onClose}
    >
      <p>{t`As soon as one of the times is picked, invitations go to your calendars.`}</p>
      <ZoneNote />
      {missing && (
        <p className="error" role="alert">
          {t`Give at least one day and time.`}
        </p>
      )}
      {Array.from({ length: times }, (_, number) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: times have no other name, and never change places
        <fieldset key={number}>
          <legend>{t`Suggestion ${{ number: number + 1 }}`}</legend>
          <TimeField number={number} />
        </fieldset>
      ))}
      {times < most && (
        <p className="actions">
          <button type="button" onClick={() => setTimes(times + 1)}>
            {t`Add another time`}
          </button>
        </p>
      )}
      <PlaceFields {...(instead && { given: instead })} />
      <TextArea
        name="agenda"
        label={t`What you would like to talk about`}
        defaultValue={instead?.agenda ?? ""}
        limit={5000}
        dir="auto"
        optional
      />
    </FormDialog>
  );
}
