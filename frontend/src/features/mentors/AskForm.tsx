import { plural, t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { actFor } from "../../api/act";
import { sendRequestMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { MentorOut, ProgrammeOut } from "../../api/generated/types.gen";
import { languageName, listed } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { FirstMessageHelp } from "./FirstMessageHelp";
import { messageLimit, messageProblem } from "./messageProblem";
import { NotSent } from "./NotSent";
import { OtherMentors } from "./OtherMentors";

const sending = ["send-request"];

export function AskForm({ mentor, programme }: { mentor: MentorOut; programme: ProgrammeOut }) {
  const { participant_id: mentorId, name } = mentor.profile;
  const languages = listed(mentor.profile.languages.map(languageName));
  const draft = `${programme.participant?.id}:${mentorId}`;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const send = useMutation({
    ...sendRequestMutation(),
    mutationKey: sending,
    onSuccess: ({ id }) => {
      dropDraft(draft);
      announce(t`Your request has been sent to: ${{ name }}.`);
      // In the place of the form, so that Back does not lead to a form that has been sent.
      void navigate({ to: "/requests/$requestId", params: { requestId: id }, replace: true });
    },
  });
  // In the draft as well, for a reload in the middle of sending.
  const last = useRef(readDraft(draft).act);
  const [tries, setTries] = useState(0);
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const message = String(new FormData(event.currentTarget).get("message") ?? "");
    const problem = messageProblem(message);
    setFault(problem);
    setTries(tries + 1);
    if (problem || queryClient.isMutating({ mutationKey: sending }) > 0) return;
    last.current = actFor(message, last.current);
    keepDraft(draft, { text: message, act: last.current });
    const headers = { "idempotency-key": last.current.key };
    send.mutate({ path: { programme_id: programme.id }, body: { mentor_id: mentorId, message }, headers });
  };
  return (
    <form className="ask" noValidate onSubmit={submit}>
      <ErrorSummary problems={fault ? [{ field: "message", message: fault }] : []} attempt={tries} />
      <FirstMessageHelp />
      <TextArea
        name="message"
        defaultValue={readDraft(draft).text}
        onChange={(event) => keepDraft(draft, { text: event.target.value, act: last.current })}
        label={t`Your message`}
        help={t`Write in one of the mentor’s languages: ${{ languages }}`}
        error={fault}
        limit={messageLimit}
        rows={10}
        dir="auto"
      />
      <WhatHappens programme={programme} />
      {send.isError && <NotSent error={send.error} />}
      <div className="actions">
        <SubmitButton pending={send.isPending}>{t`Send the request`}</SubmitButton>
      </div>
      {send.isError && <OtherMentors error={send.error} mentor={mentor} programme={programme} />}
    </form>
  );
}

/** What is told to whom, and how long it takes. */
function WhatHappens({ programme }: { programme: ProgrammeOut }) {
  const { request_days: days = 5 } = programme.rules;
  return (
    <section>
      <h2>{t`What happens next`}</h2>
      <ul>
        <li>
          {inItsWords(
            programme,
            t`The mentor reads your message and your profile. The programme’s coordinators can see them too; other [mentees] can’t.`,
          )}
        </li>
        <li>{t`Your contact details are shared only if the mentor says yes. Then you get the mentor’s as well.`}</li>
        <li>
          {plural(
            { days },
            {
              one: "The mentor has # day to answer. If there is no answer, the request closes automatically.",
              other: "The mentor has # days to answer. If there is no answer, the request closes automatically.",
            },
          )}
        </li>
        <li>{t`While you wait you can’t ask anybody else, but you can withdraw the request at any time.`}</li>
      </ul>
    </section>
  );
}
