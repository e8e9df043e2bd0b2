import { plural, t } from "@lingui/core/macro";
import type { FormEvent } from "react";
import type { ClockPreviewOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { Dialog } from "../../ui/Dialog";
import { Facts } from "../../ui/Facts";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { clockRefusals } from "./clockRefusals";
import type { ClockField } from "./clockValues";
import type { Version } from "./version";

type Change = { field: ClockField; label: string; before: string; after: string };
type ClockPreviewProps = {
  touched: ClockPreviewOut;
  base: Version;
  changes: readonly Change[];
  save: { isPending: boolean; error: unknown };
  onSave: () => void;
  onClose: () => void;
};

/** Whom the change touches, before it is made. */
export function ClockPreview({ touched, base, changes, save, onSave, onClose }: ClockPreviewProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) onSave();
  };
  return (
    <Dialog title={t`Change the schedule?`} onClose={onClose}>
      <form onSubmit={submit}>
        <Facts facts={changes.map(({ label, before, after }) => [label, <Changed key="" {...{ before, after }} />])} />
        {changes.some(({ field }) => ofSurveys.has(field)) && (
          <p>{t`Ready-made surveys that are still drafts move with it, unless you have given them other times.`}</p>
        )}
        <Touched touched={touched} programme={base.programme} />
        <FailedAct error={save.error} own={clockRefusals()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Back to the dates`}
          </button>
          <SubmitButton pending={save.isPending}>{t`Save the schedule`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

/** By which the ready surveys stand. */
const ofSurveys: ReadonlySet<ClockField> = new Set(["halfway_on", "running_closes", "feedback_closes", "zone"]);

function Changed({ before, after }: Pick<Change, "before" | "after">) {
  return (
    <>
      {before && <del>{before}</del>} {after ? <ins>{after}</ins> : t`Empty`}
    </>
  );
}

function Touched({ touched, programme }: { touched: ClockPreviewOut; programme: ProgrammeOut }) {
  const { mentors, mentees, pending_requests: pending, released } = touched;
  if (!programme.published_at) return <p>{t`Nobody is told: the programme is not published yet.`}</p>;
  return (
    <>
      <p>{t`The people affected get the new schedule by email:`}</p>
      <ul>
        <li>{plural({ mentors }, { 0: "no mentors", one: "# mentor", other: "# mentors" })}</li>
        <li>
          {inItsWords(programme, plural({ mentees }, { 0: "no [mentees]", one: "# [mentee]", other: "# [mentees]" }))}
        </li>
      </ul>
      <p>
        {plural(
          { pending },
          {
            0: "No requests are waiting for an answer now.",
            one: "# request is waiting for an answer now.",
            other: "# requests are waiting for an answer now.",
          },
        )}
      </p>
      {released > 0 && (
        <p className="error">
          {plural(
            { released },
            {
              one: "# waiting request is closed straight away, and both sides are told.",
              other: "# waiting requests are closed straight away, and both sides are told.",
            },
          )}
        </p>
      )}
    </>
  );
}
