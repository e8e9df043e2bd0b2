import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type DefaultValues, type FieldValues, useForm } from "react-hook-form";
import type { ProgrammeActOut } from "../../api/coordination/types.gen";
import type { FieldProblem } from "../../api/problem";
import { programmesOptions } from "../../api/programme";
import { useAct } from "../../api/useAct";
import { useAnnounce } from "../../ui/Status";
import { faultsIn } from "./faults";

type Headers = { "idempotency-key": string };
type Making<V extends FieldValues, B> = {
  /** What is made, and from what: the mutation's key. */
  what: readonly string[];
  start: DefaultValues<V>;
  problemsIn: (values: V) => FieldProblem[];
  bodyOf: (values: V) => B;
  send: (body: B, headers: Headers) => Promise<{ data: ProgrammeActOut }>;
  /** Leads from the server's place in the body to the field. */
  fieldOf: (place: string) => string;
  /** What is said when it is there. */
  made: string;
  onMade: () => void;
};

/** A form from which a programme is made, once however often it is pressed; then its settings are shown. */
export function useMaking<V extends FieldValues, B>(making: Making<V, B>) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const headersOf = useAct(making.what);
  const { mutate, error, failureCount, isPending } = useMutation({
    mutationKey: making.what,
    mutationFn: ({ body, headers }: { body: B; headers: Headers }) => making.send(body, headers),
    onSuccess: async ({ data: { id } }) => {
      // The list has to know it before a page can be about it.
      await queryClient.invalidateQueries({ queryKey: programmesOptions().queryKey });
      announce(making.made);
      await navigate({ to: "/programme/settings", search: { programme: id } });
      making.onMade();
    },
  });
  const form = useForm<V>({ defaultValues: making.start, shouldFocusError: false });
  const [tries, setTries] = useState(0);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const submit = form.handleSubmit((values) => {
    const found = making.problemsIn(values);
    setOwn(found);
    setTries(tries + 1);
    if (found.length > 0) return;
    const body = making.bodyOf(values);
    const headers = headersOf(JSON.stringify(body));
    if (headers) mutate({ body, headers });
  });
  const problems = own.length > 0 ? own : faultsIn(error, making.fieldOf);
  return { form, submit, problems, error, isPending, attempt: tries + failureCount };
}
