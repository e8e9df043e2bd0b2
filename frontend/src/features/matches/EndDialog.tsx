import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { endMatchMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { listed } from "../../i18n/labels";
import { charactersLeft } from "../../ui/characters";
import { Dialog } from "../../ui/Dialog";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { SelectField, TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { causeChoices, endingOf, endProblems, farewellLimit } from "./endWords";
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
      announce(t`The mentoring has ended. ${{ name }} gets a mail about it now.`);
      onClose();
    },
  });
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = endingOf(new FormData(event.currentTarget));
    const long = charactersLeft(body.farewell ?? "", farewellLimit) < 0;
    setFault(long ? t`The text is too long: shorten it.` : undefined);
    if (long) return document.getElementById("farewell")?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (headers) end.mutate({ path: { match_id: match.id }, body, headers });
  };
  return (
    <Dialog title={t`End the mentoring?`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <WhatFollows programme={programme} name={name} />
        <SelectField
          name="cause"
          label={t`Cause`}
          help={t`Only the coordinators see it. ${{ name }} never does.`}
          choices={causeChoices()}
          optional
        />
        <TextArea
          name="farewell"
          defaultValue={readDraft(draft).text}
          onChange={(event) => keepDraft(draft, { text: event.target.value })}
          label={t`Words to ${{ name }}`}
          help={t`They stand in the mail and on your shared page. A thank you is a good ending.`}
          error={fault}
          limit={farewellLimit}
          dir="auto"
          optional
        />
        <FailedAct error={end.error} own={endProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Go on as before`}
          </button>
          <SubmitButton pending={end.isPending}>{t`End the mentoring`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
