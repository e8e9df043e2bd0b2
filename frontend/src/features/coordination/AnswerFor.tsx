import { t } from "@lingui/core/macro";
import { acceptProposal, declineProposal } from "../../api/generated/sdk.gen";
import type { PartyOut, ProgrammeOut, ProposalOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { BehalfActs } from "./BehalfActs";
import type { Behalf } from "./BehalfDialog";

/** A yes or a no to a suggestion, for whichever of the two has not answered yet. */
export function AnswerFor({ proposal, programme }: { proposal: ProposalOut; programme: ProgrammeOut }) {
  const { mentor, mentee, mentor_yes_at: mentorYes, mentee_yes_at: menteeYes } = proposal;
  const acts = [
    ...(mentorYes ? [] : answers(proposal, mentor, buttonsForMentor())),
    ...(menteeYes ? [] : answers(proposal, mentee, buttonsForMentee(programme))),
  ];
  return <BehalfActs acts={acts} problems={problems(programme)} />;
}

type Buttons = [yes: string, no: string];

function answers({ id }: ProposalOut, { participant_id: who, name }: PartyOut, [yes, no]: Buttons): Behalf[] {
  const sent = { path: { proposal_id: id }, body: { on_behalf_of: who }, throwOnError: true } as const;
  return [
    {
      key: ["accept", id, who],
      title: yes,
      text: t`This records a yes for: ${{ name }}. When both have said yes they are a pair, and both get each other’s contact details by email. This can’t be undone.`,
      button: yes,
      send: async (headers) => {
        const { data } = await acceptProposal({ ...sent, headers });
        return data.match_id
          ? t`They are a pair now. Both have been emailed.`
          : t`Recorded. The other person has not answered yet.`;
      },
    },
    {
      key: ["decline", id, who],
      title: no,
      text: t`This records a no for: ${{ name }}. Both are told that the pair did not go ahead. This can’t be undone.`,
      button: no,
      send: async (headers) => {
        await declineProposal({ ...sent, headers });
        return t`Recorded. Both are told that the pair did not go ahead.`;
      },
    },
  ];
}

const buttonsForMentor = (): Buttons => [t`Say yes for the mentor`, t`Decline for the mentor`];
const buttonsForMentee = (programme: ProgrammeOut): Buttons => [
  inItsWords(programme, t`Say yes for the [mentee]`),
  inItsWords(programme, t`Decline for the [mentee]`),
];

const problems = (programme: ProgrammeOut): Record<string, string> => ({
  proposal_not_pending: t`This suggestion is no longer open. Reload the page to see what happened to it.`,
  group_full: t`The group has no free place any more. Give it another one first.`,
  group_not_available: t`The group has ended, or nobody who leads it takes part now.`,
  mentor_full: t`The mentor has no free place. Give them another one first, if they agree.`,
  mentee_already_matched: inItsWords(programme, t`The [mentee] has just got a mentor.`),
  mentor_not_available: t`The mentor can’t be in a new pair just now. Their page shows why.`,
  mentee_not_available: inItsWords(programme, t`The [mentee] can’t be in a pair just now. Their page shows why.`),
  contact_missing: t`One of the two has not confirmed a contact address yet, so nothing could be passed on. Ask them to do it.`,
});
