import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { ParticipantOut } from "../../api/generated/types.gen";
import { setPlacesMutation } from "../../api/taking-part/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { SelectField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

/** How many a mentor takes at the most; those whom they have already stay. */
export function PlacesForm({ own, most }: { own: ParticipantOut; most: number }) {
  const announce = useAnnounce();
  const mutationKey = ["places", own.id];
  const headersOf = useAct(mutationKey);
  const save = useMutation({ ...setPlacesMutation(), mutationKey, onSuccess: () => announce(t`Saved.`) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const places = Number(new FormData(event.currentTarget).get("places"));
    const headers = headersOf(String(places));
    if (headers) save.mutate({ path: { participant_id: own.id }, body: { places }, headers });
  };
  const numbers = Array.from({ length: Math.max(most, own.places ?? 1) }, (_, i) => String(i + 1));
  const below = t`You have more matches than that. A match that has begun stays: choose at least as many places.`;
  return (
    <form onSubmit={submit}>
      <SelectField
        name="places"
        label={t`How many you can mentor at the same time`}
        help={t`If you offer fewer places and they are all full, requests waiting for you are closed and the senders are told.`}
        choices={numbers.map((value) => ({ value, label: value }))}
        defaultValue={String(own.places ?? 1)}
      />
      <FailedAct error={save.error} own={{ capacity_below_matches: below }} />
      <div className="actions">
        <SubmitButton pending={save.isPending}>{t`Save the places`}</SubmitButton>
      </div>
    </form>
  );
}
