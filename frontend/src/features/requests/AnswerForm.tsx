import { plural, t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { acceptRequestMutation, readConsequencesOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ConsequencesOut, ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { listed } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { answerProblems } from "./answerProblems";
import { DeclineDialog } from "./DeclineDialog";

/** Yes with one press, below what it brings about; no in a dialog, with kind words. */
export function AnswerForm({ request, programme }: { request: RequestOut; programme: ProgrammeOut }) {
  const path = { request_id: request.id };
  const consequences = useQuery({ ...readConsequencesOptions({ path }), staleTime: 0 });
  const [declining, setDeclining] = useState(false);
  const navigate = useNavigate();
  const announce = useAnnounce();
  const mutationKey = ["accept", request.id];
  const headersOf = useAct(mutationKey);
  const accept = useMutation({
    ...acceptRequestMutation(),
    mutationKey,
    onSuccess: ({ match_id: matchId }) => {
      announce(
        request.group
          ? t`You said yes. The group has a new member, and you have got each other’s contact details by email.`
          : t`You said yes. You have both been sent each other’s contact details by email.`,
      );
      void navigate({ to: "/matches/$matchId", params: { matchId }, replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) accept.mutate({ path, headers });
  };
  return (
    <section className="card next-step">
      <h2 id="answer" tabIndex={-1}>{t`If you say yes`}</h2>
      <Loaded query={consequences} own={answerProblems(programme)}>
        {(known) => <Consequences known={known} request={request} programme={programme} />}
      </Loaded>
      <FailedAct error={accept.error} own={answerProblems(programme)} />
      <form className="actions" onSubmit={submit}>
        <SubmitButton pending={accept.isPending}>{t`Say yes`}</SubmitButton>
        <button type="button" onClick={() => setDeclining(true)}>
          {t`Decline kindly`}
        </button>
      </form>
      {declining && <DeclineDialog request={request} programme={programme} onClose={() => setDeclining(false)} />}
    </section>
  );
}

type ConsequencesProps = { known: ConsequencesOut; request: RequestOut; programme: ProgrammeOut };

/** Who gets what, and what room is left: of the mentor's own places, or of the group's. */
function Consequences({ known, request: { mentee, group }, programme }: ConsequencesProps) {
  const { gives, gets, releases, places_left: left } = known;
  const { name } = mentee;
  const [yours, theirs] = [listed(gives.map(detail)), listed(gets.map(detail))];
  const others = listed(releases.map((party) => party.name));
  if (group) return <OfGroup known={known} theme={group.theme} name={name} programme={programme} />;
  return (
    <ul>
      <li>{t`${{ name }} gets from you: ${{ yours }}.`}</li>
      <li>{t`You get: ${{ theirs }}.`}</li>
      {others && (
        <li>{t`These requests to you will be closed, because your places will then be full: ${{ others }}.`}</li>
      )}
      <li>
        {plural(
          { left },
          {
            0: "Your places are then full.",
            one: "You then have # free place.",
            other: "You then have # free places.",
          },
        )}
      </li>
    </ul>
  );
}

type OfGroupProps = { known: ConsequencesOut; theme: string; name: string; programme: ProgrammeOut };

function OfGroup({ known, theme, name, programme }: OfGroupProps) {
  const { gives, gets, releases, places_left: left } = known;
  const [yours, theirs] = [listed(gives.map(detail)), listed(gets.map(detail))];
  const others = listed(releases.map((party) => party.name));
  return (
    <ul>
      <li>{t`${{ name }} joins the group “${{ theme }}”, and everybody in it sees their name.`}</li>
      <li>{t`${{ name }} gets from you: ${{ yours }}.`}</li>
      <li>{t`You get: ${{ theirs }}.`}</li>
      <li>
        {inItsWords(
          programme,
          t`The group’s other mentors, if it has any, exchange the same details with ${{ name }}; its other [mentees] get nothing.`,
        )}
      </li>
      {others && <li>{t`These requests will be closed, because the group will then be full: ${{ others }}.`}</li>}
      <li>
        {plural(
          { left },
          {
            0: "The group is then full.",
            one: "The group then has # free place.",
            other: "The group then has # free places.",
          },
        )}
      </li>
    </ul>
  );
}

const details: Record<string, () => string> = {
  name: () => t`name`,
  email: () => t`email address`,
  phone: () => t`phone number`,
};
const detail = (field: string) => details[field]?.() ?? field;
