import { t } from "@lingui/core/macro";
import { useRouter } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { MaterialItemOut } from "../../api/guidance/types.gen";
import { MaterialList } from "./MaterialList";
import { opens, phaseOf, type StageKey } from "./stages";
import { stageName } from "./words";

type StageProps = { programme: ProgrammeOut; stage: StageKey; materials: readonly MaterialItemOut[] };

/** One stage of the programme’s path with its guidance. */
export function Stage({ programme, stage, materials }: StageProps) {
  const { hash } = useRouter().state.location;
  const here = programme.phase === phaseOf[stage];
  return (
    <details id={stage} className="stage" open={opens(stage, programme.phase, hash)}>
      <summary>
        <h2>{stageName(stage)}</h2>
        {here && <span className="here">{t`You are here`}</span>}
      </summary>
      <MaterialList programme={programme} materials={materials} />
    </details>
  );
}
