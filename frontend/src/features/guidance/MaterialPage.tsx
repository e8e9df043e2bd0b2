import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { readMaterialOptions } from "../../api/guidance/@tanstack/react-query.gen";
import type { MaterialOut } from "../../api/guidance/types.gen";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Rendered } from "../../ui/Rendered";
import { ChecklistPart } from "./ChecklistPart";
import "./guidance.css";
import { MaterialActs } from "./MaterialActs";
import { OfProgramme, ToGuidance } from "./OfProgramme";
import { Progress } from "./Progress";

const route = getRouteApi("/programmes/$programmeId/guidance/{-$slug}/{-$language}");

export function MaterialPage() {
  const { programmeId, slug = "" } = route.useParams();
  const material = useQuery(readMaterialOptions({ path: { programme_id: programmeId, slug } }));
  const missing = t`There is no such page, or it is meant for others. Signing in may help.`;
  return (
    <Page title={material.data?.title ?? t`Guidance`} lead={material.data?.summary}>
      <Loaded query={material} own={{ not_found: missing }}>
        {(found) => (
          <OfProgramme id={programmeId}>
            {(programme) => <Material programme={programme} material={found} />}
          </OfProgramme>
        )}
      </Loaded>
      <ToGuidance id={programmeId} />
    </Page>
  );
}

function Material({ programme, material }: { programme: ProgrammeOut; material: MaterialOut }) {
  return (
    <>
      {material.hidden && <p className="notice">{t`Hidden: only coordinators see this page.`}</p>}
      {material.ticks && material.items > 0 && (
        <Progress ticked={material.ticked} items={material.items} of={material.title} />
      )}
      <div className={`material ${material.kind}`}>
        {material.parts.map((part) => (
          <section key={part.key} id={part.key || undefined}>
            {part.heading && <h2 lang={material.language}>{part.heading}</h2>}
            <Rendered className="guidance-text" html={part.html} lang={material.language} />
            <ChecklistPart programmeId={programme.id} material={material} items={part.items} />
          </section>
        ))}
      </div>
      <div className="actions">
        <button type="button" onClick={() => window.print()}>
          {t`Print`}
        </button>
      </div>
      {programme.coordinates && <MaterialActs key={material.slug} programme={programme} material={material} />}
    </>
  );
}
