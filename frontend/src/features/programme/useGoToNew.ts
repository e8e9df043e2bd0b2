import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { programmesOptions } from "../../api/programme";
import { useAnnounce } from "../../ui/Status";

/** To the settings of a programme that has just been made; the list has to know it first. */
export function useGoToNew() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  return async (id: string, message: string) => {
    await queryClient.invalidateQueries({ queryKey: programmesOptions().queryKey });
    announce(message);
    await navigate({ to: "/programme/settings", search: { programme: id } });
  };
}
