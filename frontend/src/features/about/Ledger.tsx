import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { listDisclosuresOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { DisclosureOut } from "../../api/generated/types.gen";
import { listed } from "../../i18n/labels";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";

/** To whom one's contact details went, and whose came. */
export function Ledger({ zone }: { zone: string }) {
  const ledger = useQuery(listDisclosuresOptions({ query: { limit: 200 } }));
  return (
    <section>
      <h2>{t`Contact details shared`}</h2>
      <Loaded query={ledger}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t`None. Your contact details have not been shared with anybody here.`}</p>
          ) : (
            <ul className="rows">
              {items.map((entry) => (
                <Entry key={entry.id} entry={entry} zone={zone} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Entry({ entry, zone }: { entry: DisclosureOut; zone: string }) {
  const details = listed(entry.fields.map(detail));
  return (
    <li>
      <p>
        {entry.mine ? t`Yours went to:` : t`You got those of:`}{" "}
        <bdi>{entry.mine ? entry.receiver_name : entry.owner_name}</bdi>
      </p>
      <p className="muted">
        {details} · <Moment at={entry.at} zone={zone} />
      </p>
    </li>
  );
}

const words: Record<string, () => string> = {
  name: () => t`name`,
  email: () => t`email address`,
  phone: () => t`phone number`,
};
const detail = (field: string) => words[field]?.() ?? field;
