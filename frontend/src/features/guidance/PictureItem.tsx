import { t } from "@lingui/core/macro";
import { useId } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { PictureOut } from "../../api/pictures/types.gen";
import { languageName } from "../../i18n/labels";
import { captionOf, isDescribed } from "./pictureWords";
import { Thumbnail } from "./Thumbnail";

type PictureItemProps = {
  programme: ProgrammeOut;
  picture: PictureOut;
  language: string;
  onPutIn: () => void;
  onDescribe: () => void;
  onDelete: () => void;
};

export function PictureItem({ programme, picture, language, onPutIn, onDescribe, onDelete }: PictureItemProps) {
  const id = useId();
  const described = isDescribed(picture, programme.languages);
  const { words, lang } = captionOf(picture, language);
  return (
    <li className="card">
      <Thumbnail programmeId={programme.id} picture={picture} />
      <p id={id} lang={lang}>
        {words}
      </p>
      {picture.used_in.length > 0 && <UsedIn picture={picture} />}
      <div className="actions">
        {described && (
          <button type="button" aria-describedby={id} onClick={onPutIn}>
            {t`Insert into the text`}
          </button>
        )}
        <button type="button" aria-describedby={id} onClick={onDescribe}>
          {described ? t`Change the description` : t`Describe it`}
        </button>
        {picture.used_in.length === 0 && (
          <button type="button" className="danger" aria-describedby={id} onClick={onDelete}>
            {t`Delete`}
          </button>
        )}
      </div>
    </li>
  );
}

/** Why it can't be deleted now. */
function UsedIn({ picture }: { picture: PictureOut }) {
  return (
    <>
      <p className="muted">{t`These texts use it:`}</p>
      <ul>
        {picture.used_in.map(({ slug, language, title }) => (
          <li key={`${slug}-${language}`}>
            <span lang={language}>{title}</span> ({languageName(language)})
          </li>
        ))}
      </ul>
    </>
  );
}
