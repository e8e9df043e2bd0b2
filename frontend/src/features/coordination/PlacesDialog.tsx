import { plural, t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { ParticipantOut, ProgrammeOut } from "../../api/generated/types.gen";
import { setPlacesMutation } from "../../api/taking-part/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { SelectField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { placesToChoose } from "./acts";
import { participantProblems } from "./participantProblems";

type PlacesDialogProps = { person: ParticipantOut; programme: ProgrammeOut; onClose: () => void };

export function PlacesDialog({ person, programme, onClose }: PlacesDialogProps) {
  const announce = useAnnounce();
  const mutationKey = ["places", person.id];
  const headersOf = useAct(mutationKey);
  const setPlaces = useMutation({
    ...setPlacesMutation(),
    mutationKey,
    onSuccess: ({ places }) => {
      announce(plural({ places }, { one: "They have # place now.", other: "They have # places now." }));
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = { places: Number(new FormData(event.currentTarget).get("places")) };
    const headers = headersOf(JSON.stringify(body));
    if (headers) setPlaces.mutate({ path: { participant_id: person.id }, body, headers });
  };
  const choices = placesToChoose(person, programme.rules.places_max ?? 1);
  return (
    <Dialog title={t`Change the places`} onClose={onClose}>
      <form onSubmit={submit}>
        <SelectField
          name="places"
          label={t`Places`}
          help={t`There can’t be fewer places than pairs. When none is left free, open requests are closed and the others are told.`}
          defaultValue={person.places ?? 1}
          choices={choices.map((places) => ({ value: String(places), label: String(places) }))}
        />
        <FailedAct error={setPlaces.error} own={participantProblems(setPlaces.error)} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={setPlaces.isPending}>{t`Save the places`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
