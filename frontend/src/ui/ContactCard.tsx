import { t } from "@lingui/core/macro";
import type { ContactCardOut } from "../api/generated/types.gen";
import { Facts } from "./Facts";

/** How to reach somebody, as they gave it when both said yes. */
export function ContactCard({ contact: { name, email, phone } }: { contact: ContactCardOut }) {
  return (
    <div className="card contact">
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <Facts
        facts={[
          [
            t`Email`,
            <a key="email" href={`mailto:${email}`}>
              {email}
            </a>,
          ],
          [
            t`Phone`,
            phone && (
              <a key="phone" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
                {phone}
              </a>
            ),
          ],
        ]}
      />
    </div>
  );
}
