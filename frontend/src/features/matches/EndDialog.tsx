import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { endMatchMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { listed } from "../../i18n/labels";
import { charactersLeft } from "../../ui/characters";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { SelectField, TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { causeChoices, endingOf, endProblems, farewellLimit } from "./endWords";
import { FormDialog } from "./FormDialog";
import { WhatFollows } from "./WhatFollows";

type EndDialogProps = { match: MatchOut; programme: ProgrammeOut; onClose: () => void };

/** Says what an ending brings about before it is done; the cause is the coordinators', the words are the other's. */
export function EndDialog({ match, programme, onClose }: EndDialogProps) {
  const draft = `end:${match.id}`;
  const announce = useAnnounce();
  const mutationKey = ["end", match.id];
  const headersOf = useAct(mutationKey);
  const name = listed(
    match.members.filter(({ participant_id: id }) => id !== programme.participant?.id).map((member) => member.name),
  );
  const end = useMutation({
    ...endMatchMutation(),
    mutationKey,
    onSuccess: () => {
      dropDraft(draft);
      announce(t`The mentoring has ended. ${{ name }} gets an email about it now.`);
      onClose();
    },
  });
  const [fault, setFault] = useState<string>();
  const submit = (typed: FormData) => {
    const body = endingOf(typed);
    const long = charactersLeft(body.farewell ?? "", farewellLimit) < 0;
    setFault(long ? t`The text is too long: shorten it.` : undefined);
    if (long) return document.getElementById("farewell")?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (headers) end.mutate({ path: { match_id: match.id }, body, headers });
  };
  return (
    <FormDialog
      title={t`End the mentoring?`}
      onSubmit={submit}
      sending={end}
      problems={endProblems()}
      act={t`End the mentoring`}
      leave={t`Carry on as before`}
      onClose={onClose}
    >
      <WhatFollows programme={programme} name={name} />
      <SelectField
        name="cause"
        label={t`Reason`}
        help={t`Only the coordinators see it. ${{ name }} never does.`}
        choices={causeChoices()}
        optional
      />
      <TextArea
        name="farewell"
        defaultValue={readDraft(draft).text}
        onChange={(event) => keepDraft(draft, { text: event.target.value })}
        label={t`Message to ${{ name }}`}
        help={t`It appears in the email and on your shared page. A thank you is a good ending.`}
        error={fault}
        limit={farewellLimit}
        dir="auto"
        optional
      />
    </FormDialog>
  );
}
