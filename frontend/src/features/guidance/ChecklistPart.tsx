import type { ItemOut, MaterialOut } from "../../api/guidance/types.gen";
import { FailedAct } from "../../ui/FailedAct";
import { Rendered } from "../../ui/Rendered";
import { useTick } from "./useTick";

type ChecklistPartProps = { programmeId: string; material: MaterialOut; items: readonly ItemOut[] };

/** Things to tick off; on paper, and for those whose ticks are kept nowhere, boxes to tick with a pen. */
export function ChecklistPart({ programmeId, material, items }: ChecklistPartProps) {
  const { tick, pressed, error } = useTick(programmeId, material.slug);
  if (items.length === 0) return null;
  return (
    <>
      <ul className="ticks" lang={material.language}>
        {items.map(({ key, html, ticked }) => (
          <li key={key}>
            {material.ticks ? (
              <label>
                <input
                  type="checkbox"
                  checked={pressed[key] ?? ticked}
                  onChange={(event) => tick(key, event.target.checked)}
                />
                <Rendered as="span" html={html} />
              </label>
            ) : (
              <Rendered as="span" html={html} />
            )}
          </li>
        ))}
      </ul>
      <FailedAct error={error} />
    </>
  );
}
