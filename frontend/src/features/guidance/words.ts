import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { MaterialKind, MaterialPhase, MaterialRole } from "../../api/guidance/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { phaseOf, type StageKey, stageKeys } from "./stages";

const kinds: Record<MaterialKind, () => string> = {
  page: () => t`Page`,
  checklist: () => t`Checklist`,
  worksheet: () => t`Worksheet`,
  faq: () => t`Questions and answers`,
};
export const kindName = (kind: MaterialKind) => kinds[kind]();

const readers: Record<MaterialRole, () => string> = {
  mentor: () => t`Mentors`,
  mentee: () => t`[Mentees]`,
  organiser: () => t`Organisers`,
};
export const readerName = (programme: ProgrammeOut, role: MaterialRole) => inItsWords(programme, readers[role]());

const stages: Record<StageKey, () => string> = {
  sign_up: () => t`Signing up`,
  requests: () => t`Asking and answering`,
  mentoring: () => t`Mentoring`,
  feedback: () => t`Ending and looking back`,
};
export const stageName = (stage: StageKey) => stages[stage]();

export const phaseName = (phase: MaterialPhase) =>
  stageName(stageKeys.find((stage) => phaseOf[stage] === phase) ?? "mentoring");
