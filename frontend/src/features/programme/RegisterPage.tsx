import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readRegisterOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { RegisterOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { showMoment } from "../../ui/dates";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { DeleteRegister } from "./DeleteRegister";
import { LookupForm } from "./LookupForm";
import { RegisterUpload } from "./RegisterUpload";
import "../../styles/pages.css";
import "./programme.css";

/** Whom a programme lets in as mentors without a coordinator's look (R3). */
export function RegisterPage() {
  const programme = useProgramme();
  if (!programme?.coordinates) return <NotForYou title={t`Register of mentors`} />;
  return (
    <Page
      title={t`Register of mentors`}
      lead={t`Anybody in it becomes a mentor straight away. Everybody else waits for a coordinator’s approval.`}
    >
      <p className="muted">
        {t`Programme:`} <bdi>{textsOf(programme)?.name ?? programme.organisation_name}</bdi>
      </p>
      <Register key={programme.id} programme={programme} />
      <p>
        <Link to="/programme/settings">{t`All settings`}</Link>
      </p>
    </Page>
  );
}

function Register({ programme }: { programme: ProgrammeOut }) {
  const register = useQuery(readRegisterOptions({ path: { programme_id: programme.id } }));
  return (
    <>
      {programme.rules.mentor_admission !== "register" && (
        <p className="notice">
          {t`The rules of this programme do not use a register now.`}{" "}
          <Link to="/programme/rules">{t`Change how mentors join`}</Link>
        </p>
      )}
      <Loaded query={register}>{(known) => <Known programme={programme} known={known} />}</Loaded>
    </>
  );
}

function Known({ programme, known }: { programme: ProgrammeOut; known: RegisterOut }) {
  const { entries, claimed, deleted_at: deletedAt, lookup } = known;
  return (
    <>
      <Facts
        facts={[
          [t`People in the register`, String(entries)],
          [t`Have become mentors`, String(claimed)],
          [t`The register is deleted`, showMoment(deletedAt, programme.zone)],
        ]}
      />
      <RegisterUpload programmeId={programme.id} />
      {entries > 0 && <DeleteRegister programmeId={programme.id} />}
      <LookupForm key={lookup?.url} programme={programme} lookup={lookup} />
    </>
  );
}
