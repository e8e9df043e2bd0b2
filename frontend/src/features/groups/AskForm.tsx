import { plural, t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { actFor } from "../../api/act";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { askGroupMutation } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { problemSentence, readProblem } from "../../api/problem";
import { listed } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { charactersLeft } from "../../ui/characters";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { askProblems, spokenIn } from "./groupWords";

const sending = ["ask-group"];
/** As the API has it. */
const messageLimit = 3000;

function messageProblem(text: string): string | undefined {
  if (text.trim() === "") return t`Write a message to the mentor.`;
  return charactersLeft(text.trim(), messageLimit) < 0
    ? t`The message is too long: shorten it to ${{ limit: messageLimit }} characters.`
    : undefined;
}

type AskFormProps = { group: GroupOut; programme: ProgrammeOut };

export function AskForm({ group, programme }: AskFormProps) {
  const languages = spokenIn(group.languages);
  const draft = `${programme.participant?.id}:group:${group.id}`;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const send = useMutation({
    ...askGroupMutation(),
    mutationKey: sending,
    onSuccess: ({ id }) => {
      dropDraft(draft);
      announce(t`Your request for a place has been sent.`);
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
    send.mutate({ path: { match_id: group.id }, body: { message }, headers });
  };
  return (
    <form className="ask" noValidate onSubmit={submit}>
      <ErrorSummary problems={fault ? [{ field: "message", message: fault }] : []} attempt={tries} />
      <p>{t`Say who you are, what draws you to this theme, and what you would like to bring to the group. A few sentences are enough.`}</p>
      <TextArea
        name="message"
        defaultValue={readDraft(draft).text}
        onChange={(event) => keepDraft(draft, { text: event.target.value, act: last.current })}
        label={t`Your message`}
        help={t`Write in one of the group’s languages: ${{ languages }}`}
        error={fault}
        limit={messageLimit}
        rows={10}
        dir="auto"
      />
      <WhatHappens group={group} programme={programme} />
      {send.isError && <NotSent error={send.error} />}
      <div className="actions">
        <SubmitButton pending={send.isPending}>{t`Send the request`}</SubmitButton>
      </div>
    </form>
  );
}

/** Why a request did not go, that the text is safe, and what to do next; beside the button that was pressed. */
function NotSent({ error }: { error: unknown }) {
  const { code } = readProblem(error);
  return (
    <div className="problem" role="alert">
      <p>{problemSentence(error, askProblems())}</p>
      <p>{t`Nothing was sent. Your text is kept here.`}</p>
      {code === "mentee_has_pending_request" && <Link to="/requests">{t`See your requests`}</Link>}
      {["group_full", "group_not_available", "mentor_has_max_pending", "declined_before"].includes(code) && (
        <Link
          to="/groups/{-$groupId}/{-$view}"
          params={{ groupId: undefined, view: undefined }}
        >{t`See the other groups`}</Link>
      )}
      {["mentee_already_matched", "window_closed", "window_not_open"].includes(code) && (
        <Link to="/">{t`Go to your home page`}</Link>
      )}
    </div>
  );
}

/** What is told to whom, and how long it takes. */
function WhatHappens({ group, programme }: AskFormProps) {
  const { request_days: days = 5 } = programme.rules;
  const [first] = group.mentors;
  const name = first?.name ?? "";
  const mentors = listed(group.mentors.map((mentor) => mentor.name));
  return (
    <section>
      <h2>{t`What happens next`}</h2>
      <ul>
        <li>
          {inItsWords(
            programme,
            t`${{ name }} reads your message and your profile, and answers. The coordinators can see them too, other [mentees] can’t.`,
          )}
        </li>
        <li>{t`If the answer is yes, you are in the group. You and the mentors (${{ mentors }}) get each other’s contact details.`}</li>
        <li>
          {inItsWords(
            programme,
            t`The other [mentees] of the group see your name, but your contact details only if you choose to share them.`,
          )}
        </li>
        <li>
          {plural(
            { days },
            {
              one: "The mentor has # day to answer. If there is no answer, the request closes automatically.",
              other: "The mentor has # days to answer. If there is no answer, the request closes automatically.",
            },
          )}
        </li>
        <li>{t`A request for a place counts like one to a mentor. You can withdraw it at any time.`}</li>
      </ul>
    </section>
  );
}
