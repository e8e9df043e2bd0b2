import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { readEventOptions } from "../../api/events/@tanstack/react-query.gen";
import { editEvent } from "../../api/events/sdk.gen";
import type { EventOut } from "../../api/events/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useAnnounce } from "../../ui/Status";
import { useVersioned } from "../../ui/versions/useVersioned";
import { bodyOf, type EventValues, valuesOf } from "./eventForm";

/** An event in the hands of somebody who may not be alone, and what the form on it holds. */
export function useEventForm(found: EventOut, { languages }: ProgrammeOut) {
  const { id } = found;
  const announce = useAnnounce();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const readAgain = () => queryClient.fetchQuery({ ...readEventOptions({ path: { event_id: id } }), staleTime: 0 });
  const editing = useVersioned<EventOut, EventValues>({
    start: found,
    draft: `event:${id}`,
    valuesOf: (event) => valuesOf(event, languages),
    send: async (mine, { version }) => {
      const call = { path: { event_id: id }, headers: { "if-match": `"v${version}"` }, body: bodyOf(mine, languages) };
      await editEvent({ ...call, throwOnError: true });
      return readAgain();
    },
    readAgain,
    onSaved: () => {
      announce(t`Saved.`);
      void navigate({ to: "/events/$eventId", params: { eventId: id } });
    },
  });
  // Browsers keep what is in the fields: what is to be in them all anew comes with a new number.
  const [first, setFirst] = useState({ values: editing.first, number: 0 });
  const [mine, setMine] = useState(editing.first);
  return {
    editing,
    first,
    mine,
    typed: (values: EventValues) => {
      setMine(values);
      editing.keep(values);
    },
    fill: (values: EventValues) => {
      setMine(values);
      setFirst({ values, number: first.number + 1 });
    },
  };
}
