import { useQuery } from "@tanstack/react-query";
import { searchMentorsOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { FoundOut } from "../../api/coordination/types.gen";
import { readParticipantOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { PairFacts } from "./overrides";
import type { Someone } from "./someone";

/** What is known of two people before they are suggested to each other. */
export function usePairFacts(
  programmeId: string,
  mentor: Someone,
  mentee: Someone,
): PairFacts & { found: FoundOut | undefined } {
  const query = { mentee_id: mentee.id, q: mentor.name };
  const mentors = useQuery(searchMentorsOptions({ path: { programme_id: programmeId }, query }));
  const found = mentors.data?.items.find((each) => each.mentor.id === mentor.id);
  return { mentor: useStateOf(mentor.id), mentee: useStateOf(mentee.id), hidden: found?.hidden, found };
}

const useStateOf = (id: string) => useQuery(readParticipantOptions({ path: { participant_id: id } })).data?.state;
