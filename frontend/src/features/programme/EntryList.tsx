import { t } from "@lingui/core/macro";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { languages as known, language } from "../../i18n/language";
import { OrderButtons } from "../../ui/OrderButtons";
import { useWhisper } from "../../ui/Status";
import { EntryFields } from "./EntryFields";
import { addNames, listNames } from "./listNames";
import { firstLabel, type ListName, newEntry, type VocabularyValues } from "./vocabularyValues";

type EntryListProps = {
  list: ListName;
  form: UseFormReturn<VocabularyValues>;
  problems: readonly FieldProblem[];
  programme: ProgrammeOut;
  onEdited: () => void;
};

/** One list of the vocabulary, in the order in which profiles show it. */
export function EntryList({ list, form, problems, programme, onEdited }: EntryListProps) {
  const { fields, append, move, remove } = useFieldArray({ control: form.control, name: list });
  const whisper = useWhisper();
  const firstShown = known.find((each) => programme.languages.includes(each)) ?? "en";
  const addId = `${list}-add`;
  /** Its button moves with an entry, and so does the focus. */
  const onMove = (from: number, to: number, button: "up" | "down") => {
    move(from, to);
    onEdited();
    const [place, all] = [to + 1, fields.length];
    whisper(t`Now ${{ place }} of ${{ all }}`);
    focusSoon(`${list}-${to}-${button}`);
  };
  const onRemove = (place: number) => {
    remove(place);
    onEdited();
    focusSoon(addId);
  };
  return (
    <section>
      <h2>{listNames[list]()}</h2>
      {fields.length === 0 && <p className="muted">{t`Nothing here yet.`}</p>}
      <ol className="entries">
        {fields.map((entry, i) => (
          <li key={entry.id}>
            <EntryFields {...{ list, programme, problems }} place={i} register={form.register} />
            <OrderButtons
              id={`${list}-${i}`}
              name={entry.labels[language] || firstLabel(entry) || t`new entry`}
              onUp={i > 0 ? () => onMove(i, i - 1, "up") : undefined}
              onDown={i < fields.length - 1 ? () => onMove(i, i + 1, "down") : undefined}
              onRemove={() => onRemove(i)}
            />
          </li>
        ))}
      </ol>
      <button
        type="button"
        id={addId}
        onClick={() => {
          append(newEntry(), { focusName: `${list}.${fields.length}.labels.${firstShown}` });
          onEdited();
        }}
      >
        {addNames[list]()}
      </button>
    </section>
  );
}

/** When the list has been drawn anew. */
const focusSoon = (id: string) => requestAnimationFrame(() => document.getElementById(id)?.focus());
