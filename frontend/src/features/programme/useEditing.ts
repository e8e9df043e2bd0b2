import { useQueryClient } from "@tanstack/react-query";
import type { Values } from "../../ui/versions/saving";
import { type Editing, useVersioned } from "../../ui/versions/useVersioned";
import { type Version, versionOptions } from "./version";

/** One part of a programme in the hands of somebody who may not be alone. */
export function useEditing<V extends Values>(part: Omit<Editing<Version, V>, "readAgain">) {
  const queryClient = useQueryClient();
  const readAgain = () => queryClient.fetchQuery(versionOptions(part.start.programme.id));
  return useVersioned({ ...part, readAgain });
}
