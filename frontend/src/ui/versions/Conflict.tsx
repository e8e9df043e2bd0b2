import { t } from "@lingui/core/macro";
import { useAnnounce } from "../Status";
import { BothVersions, type Compared } from "./BothVersions";
import { differences, together, type Values } from "./saving";

export type Shown<V> = { field: keyof V & string; label: string; show: (values: V) => string };

type ConflictProps<W, V> = {
  theirs: W;
  base: W;
  mine: V;
  valuesOf: (version: W) => V;
  shown: readonly Shown<V>[];
  onDecided: (seen: W, values: V) => void;
  onClose: () => void;
};

/** Shows what differs, and hands over what the form is to hold from now on. */
export function Conflict<W, V extends Values>(props: ConflictProps<W, V>) {
  const { theirs, base, mine, valuesOf, shown, onDecided, onClose } = props;
  const announce = useAnnounce();
  const saved = valuesOf(theirs);
  const fields = shown.map(({ field }) => field);
  const compared = differences(fields, valuesOf(base), mine, saved).flatMap(({ field, suggested }): Compared[] => {
    const found = shown.find((each) => each.field === field);
    return found ? [{ field, label: found.label, mine: found.show(mine), theirs: found.show(saved), suggested }] : [];
  });
  return (
    <BothVersions
      compared={compared}
      onClose={onClose}
      onChoose={(choices) => {
        onDecided(theirs, together(mine, saved, choices));
        announce(t`The form now has what you chose. Check it and save.`);
      }}
    />
  );
}
