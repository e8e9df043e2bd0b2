import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { MaterialItemOut } from "../../api/guidance/types.gen";
import { Progress } from "./Progress";
import { kindName, readerName } from "./words";

type MaterialListProps = { programme: ProgrammeOut; materials: readonly MaterialItemOut[] };

export function MaterialList({ programme, materials }: MaterialListProps) {
  if (materials.length === 0)
    return <p className="muted">{t`Nothing specific to this stage: what you need is under the other stages.`}</p>;
  return (
    <ul className="materials">
      {materials.map((material) => (
        <li key={material.slug} className="card">
          <h3>
            <Link
              to="/programmes/$programmeId/guidance/{-$slug}/{-$language}"
              params={{ programmeId: programme.id, slug: material.slug }}
              lang={material.language}
            >
              {material.title}
            </Link>
          </h3>
          <p lang={material.language}>{material.summary}</p>
          <p className="muted">{facts(programme, material)}</p>
          {material.items > 0 && <Progress ticked={material.ticked} items={material.items} of={material.title} />}
        </li>
      ))}
    </ul>
  );
}

/** Of which kind it is; for coordinators also whom it is for, and what they made of it. */
function facts(programme: ProgrammeOut, { kind, roles, hidden, own, edited }: MaterialItemOut): string {
  const readers = roles.length > 0 ? roles.map((role) => readerName(programme, role)) : [t`Everybody`];
  const ours = own ? t`our own` : t`in our words`;
  return [
    kindName(kind),
    ...(programme.coordinates ? [readers.join(", ")] : []),
    ...(programme.coordinates && (own || edited) ? [ours] : []),
    ...(hidden ? [t`hidden`] : []),
  ].join(" · ");
}
