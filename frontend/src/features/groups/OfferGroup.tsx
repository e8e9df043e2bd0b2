import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { offerGroupMutation } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupIn } from "../../api/groups/types.gen";
import { type FieldProblem, fieldProblems } from "../../api/problem";
import { partIn } from "../../api/programme";
import { useAct } from "../../api/useAct";
import { inItsWords } from "../../i18n/menteeWord";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { GroupFields, groupFieldName } from "./GroupFields";
import { emptyGroup, fieldOf, groupProblems, readGroup } from "./groupValues";
import { offerProblems } from "./groupWords";
import { useSpoken } from "./useSpoken";

/** A mentor offers a group; a coordinator opens one for the mentor whom the address names. */
export function OfferGroup({ programme }: { programme: ProgrammeOut }) {
  const { about } = useSearch({ strict: false });
  const part = partIn(programme);
  const forAnother = part !== "mentor" && programme.coordinates ? about : undefined;
  if (programme.rules.groups === "none" || (part !== "mentor" && !forAnother))
    return <NotForYou title={t`Offer a group`} />;
  return (
    <Page title={forAnother ? t`Open a group for a mentor` : t`Offer a group`}>
      <WhatItMeans programme={programme} forAnother={forAnother !== undefined} />
      <OfferForm programme={programme} mentorId={forAnother} />
      <p>
        <Link
          to="/groups/{-$groupId}/{-$view}"
          params={{ groupId: undefined, view: undefined }}
          search={{ programme: programme.id }}
        >
          {t`All groups`}
        </Link>
      </p>
    </Page>
  );
}

function WhatItMeans({ programme, forAnother }: { programme: ProgrammeOut; forAnother: boolean }) {
  const words = forAnother
    ? [
        t`It takes one of the mentor’s places, and the mentor is told.`,
        t`[Mentees] ask the mentor for a place. Whoever is accepted is in the group, and the two get each other’s contact details.`,
      ]
    : [
        t`It takes one of your places, however many join it.`,
        t`[Mentees] ask you for a place, and you answer as you answer other requests.`,
        t`Whoever you accept is in the group, and the two of you get each other’s contact details. The others of the group don’t, unless they choose to share theirs.`,
        t`If you are the last mentor who leads it and you leave, the group ends for everybody.`,
      ];
  return (
    <section>
      <h2>{t`What it means`}</h2>
      <ul>
        {words.map((each) => (
          <li key={each}>{inItsWords(programme, each)}</li>
        ))}
      </ul>
    </section>
  );
}

type OfferFormProps = { programme: ProgrammeOut; mentorId: string | undefined };

function OfferForm({ programme, mentorId }: OfferFormProps) {
  const most = programme.rules.group_places_max ?? 5;
  const draft = `group:${mentorId ?? programme.participant?.id}`;
  const [first] = useState(() => draftOf(draft, most));
  const spoken = useSpoken(mentorId ?? programme.participant?.id, programme);
  const announce = useAnnounce();
  const navigate = useNavigate();
  const mutationKey = ["offer-group"];
  const headersOf = useAct(mutationKey);
  const offer = useMutation({
    ...offerGroupMutation(),
    mutationKey,
    onSuccess: ({ id }) => {
      dropDraft(draft);
      announce(mentorId ? t`The group is open. The mentor gets an email.` : t`Your group is open.`);
      void navigate({ to: "/groups/{-$groupId}/{-$view}", params: { groupId: id, view: undefined }, replace: true });
    },
  });
  const [tries, setTries] = useState(0);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const problems = own.length > 0 ? own : faultsIn(offer.error, most);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const group = readGroup(new FormData(event.currentTarget));
    const found = groupProblems(group, most);
    setOwn(found);
    setTries(tries + 1);
    if (found.length > 0) return;
    const body = { group, ...(mentorId && { mentor_id: mentorId }) };
    const headers = headersOf(JSON.stringify(body));
    if (headers) offer.mutate({ path: { programme_id: programme.id }, body, headers });
  };
  const keep = (event: FormEvent<HTMLFormElement>) =>
    keepDraft(draft, { text: JSON.stringify(readGroup(new FormData(event.currentTarget))) });
  return (
    <form noValidate onSubmit={submit} onChange={keep}>
      <ErrorSummary
        problems={problems}
        nameOf={(field) => groupFieldName(field, programme)}
        attempt={tries + offer.failureCount}
      />
      <GroupFields values={first} spoken={spoken} most={most} problems={problems} programme={programme} />
      {problems.length === 0 && <FailedAct error={offer.error} own={offerProblems(mentorId !== undefined)} />}
      <div className="actions">
        <SubmitButton pending={offer.isPending}>{mentorId ? t`Open the group` : t`Offer this group`}</SubmitButton>
      </div>
    </form>
  );
}

/** What the server finds wrong with a field; only the programme's own limit can differ from what the form knew. */
export function faultsIn(error: unknown, most: number): FieldProblem[] {
  return fieldProblems(error).map(({ field, message }) => {
    const name = fieldOf(field);
    return {
      field: name,
      message: name === "places" ? t`Choose a number from ${{ least: 2 }} to ${{ most }}.` : message,
    };
  });
}

function draftOf(draft: string, most: number): Required<GroupIn> {
  const { text } = readDraft(draft);
  return text ? { ...emptyGroup(most), ...JSON.parse(text) } : emptyGroup(most);
}
