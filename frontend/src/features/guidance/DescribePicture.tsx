import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { describePictureMutation } from "../../api/pictures/@tanstack/react-query.gen";
import type { DescriptionIn, PictureOut } from "../../api/pictures/types.gen";
import type { FieldProblem } from "../../api/problem";
import { capitalised, languageName } from "../../i18n/labels";
import { Dialog } from "../../ui/Dialog";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { CheckField, TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";
import { missingWords } from "./description";
import { Thumbnail } from "./Thumbnail";

type DescribePictureProps = {
  programme: ProgrammeOut;
  picture: PictureOut;
  onDescribed: (said: string) => Promise<void>;
  onClose: () => void;
};

/** What a picture shows, for those who don't see it: in every language of the programme. */
export function DescribePicture({ programme, picture, onDescribed, onClose }: DescribePictureProps) {
  const [decorative, setDecorative] = useState(picture.decorative);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [tries, setTries] = useState(0);
  const describe = useMutation({
    ...describePictureMutation(),
    onSuccess: () => onDescribed(t`The picture is described. Now it can go into texts.`),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (describe.isPending) return;
    const data = new FormData(event.currentTarget);
    const texts = programme.languages.map((language) => ({
      language,
      words: String(data.get(`words.${language}`) ?? "").trim(),
    }));
    const body: DescriptionIn = { decorative, texts: decorative ? [] : texts };
    const without = missingWords(body);
    setMissing(without);
    setTries(tries + 1);
    if (without.length === 0) describe.mutate({ path: { programme_id: programme.id, picture_key: picture.key }, body });
  };
  const problems: FieldProblem[] = missing.map((language) => ({
    field: `words.${language}`,
    message: t`Say what the picture shows.`,
  }));
  return (
    <Dialog title={t`What the picture shows`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Thumbnail programmeId={programme.id} picture={picture} />
        <p>{t`People who can’t see the picture hear or read this instead. Say in a sentence what they would miss.`}</p>
        <ErrorSummary
          problems={problems}
          attempt={tries}
          nameOf={(field) => languageLabel(field.replace("words.", ""))}
        />
        <CheckField
          name="decorative"
          label={t`Decoration`}
          help={t`It adds nothing to the text, so it needs no description.`}
          checked={decorative}
          onChange={(event) => {
            setDecorative(event.target.checked);
            setMissing([]);
          }}
        />
        {!decorative && <Words languages={programme.languages} picture={picture} problems={problems} />}
        <FailedAct error={describe.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={describe.isPending}>{t`Save the description`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

const languageLabel = (language: string) => capitalised(languageName(language));

type WordsProps = { languages: readonly string[]; picture: PictureOut; problems: readonly FieldProblem[] };

function Words({ languages, picture, problems }: WordsProps) {
  return languages.map((language) => (
    <TextField
      key={language}
      name={`words.${language}`}
      label={languageLabel(language)}
      lang={language}
      maxLength={200}
      defaultValue={picture.texts.find((each) => each.language === language)?.words}
      error={problems.find((each) => each.field === `words.${language}`)?.message}
    />
  ));
}
