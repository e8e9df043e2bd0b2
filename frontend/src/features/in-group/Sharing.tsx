import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { shareContactsMutation } from "../../api/groups/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { listed } from "../../i18n/labels";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { endedWords } from "./endedWords";
import { othersIn } from "./others";

type SharingProps = { match: MatchOut; programme: ProgrammeOut };

/** A mentee's choice to share contact details with the group's others who do (I7); says what passes to whom first. */
export function Sharing({ match, programme }: SharingProps) {
  const ownId = programme.participant?.id;
  const others = othersIn(match, ownId).filter(({ role }) => role === "mentee");
  const sharing = listed(others.filter((member) => member.shares_contact).map(({ name }) => name));
  const shares = match.members.some((member) => member.participant_id === ownId && member.shares_contact);
  const announce = useAnnounce();
  const mutationKey = ["share", match.id];
  const headersOf = useAct(mutationKey);
  const share = useMutation({
    ...shareContactsMutation(),
    mutationKey,
    onSuccess: () =>
      announce(
        shares ? t`Your contact details are no longer shown to the others.` : t`You now share your contact details.`,
      ),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf(String(!shares));
    if (headers) share.mutate({ path: { match_id: match.id }, body: { shares: !shares }, headers });
  };
  return (
    <section className="card">
      <h2>{t`Contact details within the group`}</h2>
      {wordsOf(shares, sharing, others.length).map((each) => (
        <p key={each}>{each}</p>
      ))}
      <FailedAct error={share.error} own={endedWords()} />
      <form onSubmit={submit}>
        <SubmitButton pending={share.isPending}>
          {shares ? t`Stop sharing my contact details` : t`Share my contact details`}
        </SubmitButton>
      </form>
    </section>
  );
}

/** What the choice means as things stand: who gets what, or who has it. */
function wordsOf(shares: boolean, sharing: string, others: number): string[] {
  if (shares)
    return [
      sharing
        ? t`You share your contact details, and so do these people, so you have each other’s: ${{ sharing }}.`
        : t`You share your contact details. None of the others does yet; as soon as one does, you have each other’s.`,
      t`You can stop at any time. Then the group’s page no longer shows them, but what the others have written down stays with them.`,
    ];
  return [
    t`Your mentors have your contact details. The others in the group see your name only.`,
    sharing
      ? t`If you share them, your name, email address and phone number (if you gave one) go straight away to those who share theirs: ${{ sharing }}. You get theirs. Whoever starts sharing later gets yours, too.`
      : others > 0
        ? t`If you share them, your name, email address and phone number (if you gave one) go to those of the others who share theirs. Nobody does yet. Whoever starts sharing later gets yours, and you get theirs.`
        : t`If you share them, your name, email address and phone number (if you gave one) go to those who join the group later and share theirs, and you get theirs.`,
  ];
}
