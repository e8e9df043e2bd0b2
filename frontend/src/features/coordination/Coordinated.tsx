import type { ReactNode } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { OfProgramme } from "./OfProgramme";
import "../../styles/pages.css";
import "./coordination.css";

type CoordinatedProps = { title: string; children: (programme: ProgrammeOut) => ReactNode };

/** A page for those who run the programme. */
export function Coordinated({ title, children }: CoordinatedProps) {
  const programme = useProgramme();
  if (!programme?.coordinates) return <NotForYou title={title} />;
  return (
    <Page title={title}>
      <OfProgramme programme={programme} />
      {children(programme)}
    </Page>
  );
}
