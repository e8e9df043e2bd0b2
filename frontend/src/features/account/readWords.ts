import { t } from "@lingui/core/macro";
import type { ReadOut } from "../../api/account/types.gen";

export const roleOf = (role: ReadOut["role"]) => (role === "admin" ? t`Admin` : t`Coordinator`);

const purposes: Record<ReadOut["purpose"], () => string> = {
  admission_and_support: () => t`To let people in and to help them`,
  matching: () => t`To bring mentors and students together`,
  delivery: () => t`To see whether emails arrive`,
  accountability: () => t`To see who did what`,
  administration: () => t`To run the organisation`,
};
export const purposeOf = (purpose: ReadOut["purpose"]) => purposes[purpose]();

const pages: Record<string, (() => string) | undefined> = {
  list_participants: () => t`the list of people`,
  read_participant: () => t`your page`,
  read_profile: () => t`your profile`,
  read_verification: () => t`whether the register knows you`,
  read_mentor: () => t`your profile`,
  search_mentors: () => t`a search for mentors`,
  list_requests: () => t`the list of requests`,
  read_request: () => t`a request`,
  read_consequences: () => t`a request`,
  list_proposals: () => t`the list of suggestions`,
  read_proposal: () => t`a suggestion`,
  list_matches: () => t`the list of matches`,
  read_match: () => t`a match`,
  list_attendance: () => t`who is coming to an event`,
  list_certificates: () => t`who has a certificate`,
  list_messages: () => t`the list of emails`,
  read_message: () => t`an email`,
  list_audit: () => t`the log of what was done`,
  list_concerns: () => t`what was told to them in confidence`,
  read_concern: () => t`what you told in confidence`,
  list_members: () => t`the list of team members`,
};
/** What page it was; one that this version does not know is told by its operation's name. */
export const whatWasRead = (operation: string) => pages[operation]?.() ?? operation;
