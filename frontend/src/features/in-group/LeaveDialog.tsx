import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { endMatchMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { charactersLeft } from "../../ui/characters";
import { Dialog } from "../../ui/Dialog";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { SelectField, TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { causeChoices, endingOf, farewellLimit } from "./causes";
import { endedWords } from "./endedWords";
import { endsWith } from "./others";
import { partingWords } from "./partingWords";

type LeaveDialogProps = { match: MatchOut; programme: ProgrammeOut; onClose: () => void };

/** Says what leaving, or ending, brings about before it is done; the cause is the coordinators' alone. */
export function LeaveDialog({ match, programme, onClose }: LeaveDialogProps) {
  const draft = `end:${match.id}`;
  const announce = useAnnounce();
  const mutationKey = ["end", match.id];
  const headersOf = useAct(mutationKey);
  const ownId = programme.participant?.id;
  const words = partingWords(match, ownId);
  const leaves = !endsWith(match, ownId);
  const navigate = useNavigate();
  const end = useMutation({
    ...endMatchMutation(),
    mutationKey,
    onSuccess: () => {
      dropDraft(draft);
      announce(words.done);
      // Whoever has left has no page of the group any more.
      if (leaves) return void navigate({ to: "/", search: { programme: programme.id }, replace: true });
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
    <Dialog title={words.title} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>{t`This is what will happen:`}</p>
        <ul>
          {words.follows.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <SelectField
          name="cause"
          label={t`Reason`}
          help={t`Only the coordinators see it. Nobody in the group does.`}
          choices={causeChoices()}
          optional
        />
        {words.farewell && (
          <TextArea
            name="farewell"
            defaultValue={readDraft(draft).text}
            onChange={(event) => keepDraft(draft, { text: event.target.value })}
            label={words.farewell}
            help={words.farewellHelp}
            error={fault}
            limit={farewellLimit}
            dir="auto"
            optional
          />
        )}
        <FailedAct error={end.error} own={endedWords()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Carry on as before`}
          </button>
          <SubmitButton pending={end.isPending}>{words.button}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
