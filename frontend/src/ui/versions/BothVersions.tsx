import { t } from "@lingui/core/macro";
import type { FormEvent } from "react";
import { Dialog } from "../Dialog";
import { ChoiceGroup } from "../fields";
import type { Side } from "./saving";
import "./versions.css";

/** One field in which two people differ, in words. */
export type Compared = { field: string; label: string; mine: string; theirs: string; suggested: Side };
export type Choices = Record<string, Side>;
type BothVersionsProps = {
  compared: readonly Compared[];
  onChoose: (choices: Choices) => void;
  onClose: () => void;
};

/** Somebody else has saved first: what is theirs and what is mine, side by side, and a person's choice of each. */
export function BothVersions({ compared, onChoose, onClose }: BothVersionsProps) {
  const all = (side: Side) => onChoose(Object.fromEntries(compared.map(({ field }) => [field, side])));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget);
    const sideOf = (field: string): Side => (chosen.get(`both-${field}`) === "theirs" ? "theirs" : "mine");
    onChoose(Object.fromEntries(compared.map(({ field }) => [field, sideOf(field)])));
  };
  return (
    <Dialog title={t`Somebody else has saved changes in the meantime`} onClose={onClose}>
      <p>{t`Nothing you wrote is lost. Choose what to keep, then check the form and save.`}</p>
      <div className="actions">
        <button type="button" onClick={() => all("theirs")}>
          {t`Use all of theirs`}
        </button>
        <button type="button" onClick={() => all("mine")}>
          {t`Keep all of mine`}
        </button>
      </div>
      <form className="both-versions" onSubmit={submit}>
        {compared.map(({ field, label, mine, theirs, suggested }) => (
          <ChoiceGroup
            key={field}
            type="radio"
            name={`both-${field}`}
            label={label}
            chosen={[suggested]}
            choices={[
              { value: "theirs", label: t`Theirs`, help: theirs || t`Empty` },
              { value: "mine", label: t`Mine`, help: mine || t`Empty` },
            ]}
          />
        ))}
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Decide later`}
          </button>
          <button type="submit" className="primary">
            {t`Use what I chose`}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
