import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";

/** When the mentoring months are over: thanks, and the way to the certificate. */
export function CertificateLink({ programme }: { programme: ProgrammeOut }) {
  const now = useServerTime();
  if (Date.parse(now) < Date.parse(programme.clock.running_closes)) return null;
  return (
    <section className="card">
      <h2>{t`Your certificate`}</h2>
      <p>{t`The mentoring months are over. Thank you for taking part!`}</p>
      <p>
        <Link to="/certificate" search={{ programme: programme.id }} className="button primary">
          {t`Get your certificate`}
        </Link>
      </p>
    </section>
  );
}
