import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { SelectField } from "../../ui/fields";
import { roles } from "./stages";
import { readerName } from "./words";

/** A coordinator sees everything, or what one role sees. */
export function RoleFilter({ programme, role }: { programme: ProgrammeOut; role: string | undefined }) {
  const navigate = useNavigate();
  const choose = (chosen: string) =>
    void navigate({ to: ".", search: (before) => ({ ...before, role: chosen || undefined }), replace: true });
  return (
    <SelectField
      name="role"
      label={t`Whose guidance`}
      choices={[
        { value: "", label: t`All of it` },
        ...roles.map((each) => ({ value: each, label: readerName(programme, each) })),
      ]}
      value={role ?? ""}
      onChange={(event) => choose(event.target.value)}
    />
  );
}
