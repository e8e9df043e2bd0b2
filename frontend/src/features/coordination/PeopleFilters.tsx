import { t } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { SelectField } from "../../ui/fields";
import { NameSearch } from "./NameSearch";
import { type PeopleFilter, peopleFilter, roles, states } from "./peopleFilter";
import { roleName, stateName } from "./personWords";

const route = getRouteApi("/people");

/** The filters live in the address: a list can be shared, and Back restores it. */
export function PeopleFilters({ programme }: { programme: ProgrammeOut }) {
  const filter = peopleFilter(route.useSearch());
  const navigate = route.useNavigate();
  const set = (key: keyof PeopleFilter, value: string) =>
    void navigate({ search: (old) => ({ ...old, [key]: value || undefined }), replace: true, resetScroll: false });
  const select = (key: keyof PeopleFilter) => ({
    value: filter[key] ?? "",
    onChange: (event: { target: { value: string } }) => set(key, event.target.value),
  });
  const all = { value: "", label: t`All` };
  return (
    <search className="filters with-name">
      <NameSearch words={filter.q ?? ""} onSearch={(words) => set("q", words)} />
      <SelectField
        label={t`Role`}
        choices={[all, ...roles.map((value) => ({ value, label: roleName(value, programme) }))]}
        {...select("role")}
      />
      <SelectField
        label={t`Status`}
        choices={[all, ...states.map((value) => ({ value, label: stateName(value) }))]}
        {...select("state")}
      />
      <SelectField
        label={t`Pair`}
        choices={[all, { value: "none", label: t`Without a pair` }, { value: "running", label: t`In a pair` }]}
        {...select("pair")}
      />
      <SelectField
        label={t`Email`}
        choices={[all, { value: "fails", label: t`Not reaching them` }]}
        {...select("mail")}
      />
    </search>
  );
}
