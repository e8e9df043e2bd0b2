import { t } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";
import { SelectField } from "../../ui/fields";
import { NameSearch } from "./NameSearch";
import { type PairsFilter, pairsFilter, standings } from "./pairsFilter";
import { standingName } from "./rhythmWords";

const route = getRouteApi("/pairs");

/** The filters live in the address: a list can be shared, and Back restores it. */
export function PairFilters({ standings: offered }: { standings: boolean }) {
  const filter = pairsFilter(route.useSearch());
  const navigate = route.useNavigate();
  const set = (key: keyof PairsFilter, value: string) =>
    void navigate({ search: (old) => ({ ...old, [key]: value || undefined }), replace: true, resetScroll: false });
  return (
    <search className="filters with-name wide">
      <NameSearch words={filter.q ?? ""} onSearch={(words) => set("q", words)} />
      {offered && (
        <SelectField
          label={t`Situation`}
          choices={[{ value: "", label: t`All` }, ...standings.map((value) => ({ value, label: standingName(value) }))]}
          value={filter.pair ?? ""}
          onChange={(event) => set("pair", event.target.value)}
        />
      )}
    </search>
  );
}
