import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listMaterialsQueryKey, readMaterialQueryKey } from "../../api/guidance/@tanstack/react-query.gen";
import { tickItem, untickItem } from "../../api/guidance/sdk.gen";
import type { MaterialOut } from "../../api/guidance/types.gen";
import { withTick } from "./ticked";

type Tick = { item: string; ticked: boolean };

/** Ticks at once and tells the server after; what it did not take is undone. */
export function useTick(programmeId: string, slug: string) {
  const queryClient = useQueryClient();
  // What was pressed is shown with the press: the cache tells of its news a moment later.
  const [pressed, setPressed] = useState<Partial<Record<string, boolean>>>({});
  const path = { programme_id: programmeId, slug };
  const queryKey = readMaterialQueryKey({ path });
  const show = ({ item, ticked }: Tick) => {
    setPressed((before) => ({ ...before, [item]: ticked }));
    queryClient.setQueryData<MaterialOut>(queryKey, (material) => material && withTick(material, item, ticked));
  };
  const save = useMutation({
    // One after the other, so that the last press is what stays.
    scope: { id: `ticks:${programmeId}:${slug}` },
    mutationFn: ({ item, ticked }: Tick) => {
      const call = { path: { ...path, item }, throwOnError: true } as const;
      return ticked ? tickItem(call) : untickItem(call);
    },
    onMutate: () => queryClient.cancelQueries({ queryKey }),
    onError: (_, { item, ticked }) => show({ item, ticked: !ticked }),
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: listMaterialsQueryKey({ path: { programme_id: programmeId } }) }),
  });
  const tick = (item: string, ticked: boolean) => {
    show({ item, ticked });
    save.mutate({ item, ticked });
  };
  return { tick, pressed, error: save.error };
}
