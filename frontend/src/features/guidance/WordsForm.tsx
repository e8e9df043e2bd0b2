import { t } from "@lingui/core/macro";
import { type FormEvent, useRef, useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { MaterialKind, WordsIn } from "../../api/guidance/types.gen";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { BothWords } from "./BothWords";
import { Pictures } from "./Pictures";
import { PreviewDialog } from "./PreviewDialog";
import { wordsProblems } from "./pictureWords";
import { nameInText, putIn } from "./putIn";
import { useWords } from "./useWords";
import { type Version, wordsOf } from "./version";
import { WordsFields } from "./WordsFields";

type WordsFormProps = { programme: ProgrammeOut; kind: MaterialKind; start: Version };

const typed = (form: HTMLFormElement): WordsIn => {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "");
  return { title: text("title"), summary: text("summary"), body: text("body") };
};

export function WordsForm({ programme, kind, start }: WordsFormProps) {
  const announce = useAnnounce();
  const form = useRef<HTMLFormElement>(null);
  const placed = useRef(false); // whether there is a cursor in the text
  const [previewed, setPreviewed] = useState<WordsIn>();
  // What the fields begin with; a new round of them shows other words.
  const [shown, setShown] = useState<{ round: number; words: WordsIn }>();
  const show = (words: WordsIn) => setShown((before) => ({ round: (before?.round ?? 0) + 1, words }));
  const words = useWords(programme.id, start, (saved) => {
    show(saved);
    announce(t`Saved.`);
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!words.save.isPending) words.save.mutate(typed(event.currentTarget));
  };
  const problems = words.failure ? wordsProblems(words.failure) : [];
  const { text } = words.base;
  const putPictureIn = (key: string) => {
    const area = form.current?.elements.namedItem("body");
    if (!(area instanceof HTMLTextAreaElement)) return;
    putIn(area, nameInText(key), placed.current);
    announce(t`The picture is in the text. It is shown once you save.`);
  };
  const begin = shown?.words ?? words.first;
  return (
    <>
      <form
        ref={form}
        noValidate
        onSubmit={submit}
        onChange={(event) => words.keep(typed(event.currentTarget))}
        onFocus={({ target }) => {
          placed.current ||= target instanceof HTMLTextAreaElement;
        }}
      >
        <ErrorSummary problems={problems} attempt={words.attempt} />
        {problems.length === 0 && <FailedAct error={words.failure} />}
        {words.restored && !shown && (
          <p className="notice">{t`What you had typed is back. Save it, or reload after saving elsewhere.`}</p>
        )}
        <p className="muted">
          {text.edited
            ? t`These are the programme’s own words.`
            : t`This is the standard text. Once you save, the words are yours, and improvements to the standard text no longer reach this page.`}
        </p>
        <WordsFields key={shown?.round ?? 0} words={begin} kind={kind} language={text.language} problems={problems} />
        <div className="actions">
          <SubmitButton pending={words.save.isPending}>{t`Save`}</SubmitButton>
          <button type="button" onClick={() => form.current && setPreviewed(typed(form.current))}>
            {t`Preview`}
          </button>
          {text.edited && text.standard && (
            <button
              type="button"
              aria-disabled={words.restore.isPending}
              onClick={() => !words.restore.isPending && words.restore.mutate()}
            >
              {t`Restore the standard text`}
            </button>
          )}
        </div>
      </form>
      <Pictures programme={programme} language={text.language} onPutIn={putPictureIn} />
      {previewed && (
        <PreviewDialog
          programmeId={programme.id}
          kind={kind}
          language={text.language}
          words={previewed}
          onClose={() => setPreviewed(undefined)}
        />
      )}
      {words.theirs && (
        <BothWords
          theirs={words.theirs}
          onTheirs={(seen) => {
            words.forget();
            words.decided(seen);
            show(wordsOf(seen.text));
          }}
          onMine={words.decided}
        />
      )}
    </>
  );
}
