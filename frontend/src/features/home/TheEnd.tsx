import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readCertificateOptions } from "../../api/certificates/@tanstack/react-query.gen";
import type { OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { NextStep } from "./NextStep";
import { isOver } from "./nextStep";

/** Thanks when the mentoring months are over, the way to the certificate, and for a mentor to the next round (R26). */
export function TheEnd({ programme, own }: { programme: ProgrammeOut; own: OwnPartOut }) {
  const over = isOver(programme.clock, useServerTime());
  const found = useQuery({ ...readCertificateOptions({ path: { participant_id: own.id } }), enabled: over }).data;
  if (!over || (found?.standing !== "ready" && found?.standing !== "issued")) return null;
  const { next_round: next } = found;
  return (
    <NextStep title={t`Thank you for taking part`}>
      <p>{t`The mentoring months are over. You can get a certificate of participation, as a PDF in the language that you choose.`}</p>
      <p className="actions">
        <Link to="/certificate" className="button primary">
          {t`Your certificate`}
        </Link>
        {next && (
          <Link
            to="/join/$programmeId"
            params={{ programmeId: next.programme_id }}
            search={{ as: "mentor" }}
            className="button"
          >
            {t`Be a mentor again`}
          </Link>
        )}
      </p>
    </NextStep>
  );
}
