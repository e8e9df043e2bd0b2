import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listScopesOptions } from "../../api/account/@tanstack/react-query.gen";
import {
  createServiceAccountMutation,
  editServiceAccountMutation,
} from "../../api/coordination/@tanstack/react-query.gen";
import type { NewSecretOut, ServiceAccountOut } from "../../api/coordination/types.gen";
import type { FieldProblem } from "../../api/problem";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { ChoiceGroup, TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { ConfirmDialog } from "./ConfirmDialog";

type AccountDialogProps = {
  organisationId: string;
  /** One that is changed; without it one is made. */
  account?: ServiceAccountOut;
  onMade?: (account: NewSecretOut) => void;
  onClose: () => void;
};

/** What a service account is called and may do. */
export function AccountDialog({ organisationId, account, onMade, onClose }: AccountDialogProps) {
  const announce = useAnnounce();
  const scopes = (useQuery(listScopesOptions()).data ?? []).filter(({ services }) => services);
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const done = (words: string) => {
    announce(words);
    onClose();
  };
  const create = useMutation({
    ...createServiceAccountMutation(),
    onSuccess: (made) => {
      onMade?.(made);
      done(t`The service account has been created. Copy its secret now: it is not shown again.`);
    },
  });
  const edit = useMutation({
    ...editServiceAccountMutation(),
    onSuccess: () => done(t`Saved. It takes effect straight away.`),
  });
  const submit = (form: FormData) => {
    const name = String(form.get("name") ?? "").trim();
    const wanted = scopes.map(({ scope }) => scope).filter((scope) => form.getAll("scopes").includes(scope));
    const wrong = missing(name, wanted.length);
    setProblems(wrong);
    setAttempt((before) => before + 1);
    if (wrong.length > 0) return;
    const body = { name, scopes: wanted };
    if (account) edit.mutate({ path: { organisation_id: organisationId, account_id: account.id }, body });
    else create.mutate({ path: { organisation_id: organisationId }, body });
  };
  const errorOf = (field: string) => problems.find((each) => each.field === field)?.message;
  return (
    <ConfirmDialog
      title={account ? t`Change the service account` : t`Create a service account`}
      confirm={account ? t`Save` : t`Create it`}
      error={create.error ?? edit.error}
      pending={create.isPending || edit.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      <ErrorSummary problems={problems} attempt={attempt} />
      <TextField
        name="name"
        label={t`Which system it is for`}
        help={t`For example, “Student register”. The history shows it under this name.`}
        defaultValue={account?.name}
        maxLength={80}
        autoComplete="off"
        error={errorOf("name")}
      />
      <ChoiceGroup
        key={scopes.length}
        type="checkbox"
        name="scopes"
        label={t`What it may do`}
        choices={scopes.map(({ scope, meaning }) => ({ value: scope, label: meaning, help: scope }))}
        chosen={account?.scopes ?? []}
        error={errorOf("scopes")}
      />
    </ConfirmDialog>
  );
}

const missing = (name: string, scopes: number): FieldProblem[] => [
  ...(name ? [] : [{ field: "name", message: t`Say which system the account is for.` }]),
  ...(scopes > 0 ? [] : [{ field: "scopes", message: t`Choose at least one thing that it may do.` }]),
];
