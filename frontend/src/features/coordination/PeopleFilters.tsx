import { t } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { SelectField } from "../../ui/fields";
import { peopleFilter, roles, states } from "./peopleFilter";
import { roleName, stateName } from "./personWords";

const route = getRouteApi("/people");

/** The filters live in the address: a list can be shared, and Back restores it. */
export function PeopleFilters({ programme }: { programme: ProgrammeOut }) {
  const filter = peopleFilter(route.useSearch());
  const navigate = route.useNavigate();
  const select = (key: "role" | "state" | "mail") => ({
    value: filter[key] ?? "",
    onChange: (event: { target: { value: string } }) =>
      void navigate({
        search: (old) => ({ ...old, ...filter, [key]: event.target.value || undefined }),
        replace: true,
        resetScroll: false,
      }),
  });
  const all = { value: "", label: t`All` };
  return (
    <search className="filters">
      <SelectField
        label={t`Role`}
        choices={[all, ...roles.map((value) => ({ value, label: roleName(value, programme) }))]}
        {...select("role")}
      />
      <SelectField
        label={t`State`}
        choices={[all, ...states.map((value) => ({ value, label: stateName(value) }))]}
        {...select("state")}
      />
      <SelectField
        label={t`Mail`}
        choices={[all, { value: "fails", label: t`Does not reach them` }]}
        {...select("mail")}
      />
    </search>
  );
}
