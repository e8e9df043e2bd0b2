import type { MaterialOut } from "../../api/guidance/types.gen";

/** A checklist with one item ticked or not, as the server will have it. */
export function withTick(material: MaterialOut, key: string, ticked: boolean): MaterialOut {
  const parts = material.parts.map((part) => ({
    ...part,
    items: part.items.map((item) => (item.key === key ? { ...item, ticked } : item)),
  }));
  const done = parts.flatMap(({ items }) => items).filter((item) => item.ticked).length;
  return { ...material, parts, ticked: done };
}
