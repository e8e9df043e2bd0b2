import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { listMaterialsOptions } from "../../api/guidance/@tanstack/react-query.gen";
import type { MaterialItemOut } from "../../api/guidance/types.gen";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { AddMaterial } from "./AddMaterial";
import { FaqSearch } from "./FaqSearch";
import { MaterialList } from "./MaterialList";
import { OfProgramme } from "./OfProgramme";
import { RoleFilter } from "./RoleFilter";
import { Stage } from "./Stage";
import { always, atStage, forRole, stageKeys } from "./stages";

const route = getRouteApi("/programmes/$programmeId/guidance/{-$slug}/{-$language}");

export function GuidancePage() {
  const { programmeId } = route.useParams();
  return (
    <Page title={t`Guidance`} lead={t`Help along the way: things to read, tick off and fill in.`}>
      <OfProgramme id={programmeId}>{(programme) => <Guidance programme={programme} />}</OfProgramme>
    </Page>
  );
}

function Guidance({ programme }: { programme: ProgrammeOut }) {
  const materials = useQuery(listMaterialsOptions({ path: { programme_id: programme.id } }));
  const { q } = route.useSearch();
  return (
    <>
      <FaqSearch key={q} programme={programme} q={q} />
      <Loaded query={materials}>{({ items }) => <ByStage programme={programme} materials={items} />}</Loaded>
      <h2>{t`Stories`}</h2>
      <p>
        <Link
          to="/programmes/$programmeId/guidance/{-$slug}/{-$language}"
          params={{ programmeId: programme.id, slug: "stories" }}
        >
          {t`How it was for others`}
        </Link>
      </p>
    </>
  );
}

/** The path of the programme with its guidance, and where the programme is on it now. */
function ByStage({ programme, materials }: { programme: ProgrammeOut; materials: readonly MaterialItemOut[] }) {
  const { role } = route.useSearch();
  const read = forRole(materials, programme.coordinates ? role : undefined);
  return (
    <>
      {programme.coordinates && <RoleFilter programme={programme} role={role} />}
      <section>
        <h2>{t`Always at hand`}</h2>
        <MaterialList programme={programme} materials={read.filter(always)} />
      </section>
      {stageKeys.map((stage) => (
        <Stage key={stage} programme={programme} stage={stage} materials={atStage(read, stage)} />
      ))}
      {programme.coordinates && <AddMaterial programme={programme} />}
    </>
  );
}
