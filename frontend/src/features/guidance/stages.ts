import type { MaterialItemOut, MaterialPhase, MaterialRole } from "../../api/guidance/types.gen";

/** Open where the programme is now and where a link led; all of them before the path begins and after its end. */
export const opens = (stage: StageKey, phase: string, linked: string): boolean =>
  linked === stage || phase === phaseOf[stage] || !phases.some((each) => each === phase);

type Timed = Pick<MaterialItemOut, "phases">;
type Meant = Pick<MaterialItemOut, "roles">;

/** The stages of the programme’s path; the front page links to them by these names. */
export const stageKeys = ["sign_up", "requests", "mentoring", "feedback"] as const;
export type StageKey = (typeof stageKeys)[number];

/** The phase that guidance is sorted by, for each stage of the programme's path. */
export const phaseOf: Record<StageKey, MaterialPhase> = {
  sign_up: "mentor_signup",
  requests: "requesting",
  mentoring: "running",
  feedback: "feedback",
};
export const phases = Object.values(phaseOf);
export const roles: readonly MaterialRole[] = ["mentor", "mentee", "organiser"];

/** Of use from the first day to the last: it stands above the path instead of at every stage of it. */
export const always = ({ phases: when }: Timed) => when.length === 0 || phases.every((phase) => when.includes(phase));

export const atStage = <M extends Timed>(materials: readonly M[], stage: StageKey): M[] =>
  materials.filter((each) => !always(each) && each.phases.includes(phaseOf[stage]));

/** What one role reads; everything where none is asked for. */
export const forRole = <M extends Meant>(materials: readonly M[], role: string | undefined): M[] =>
  materials.filter((each) => !roles.some((known) => known === role) || meantFor(each, role));

const meantFor = ({ roles: whom }: Meant, role: string | undefined) =>
  whom.length === 0 || whom.some((each) => each === role);
