import { t } from "@lingui/core/macro";
import type { PictureOut } from "../../api/pictures/types.gen";
import { type FieldProblem, fieldProblems, readProblem } from "../../api/problem";

export const mostBytes = 5 * 1024 * 1024;
/** The code of a file that is too large, on the server and before it gets there. */
export const tooLargeToSend = "too_large";
export const pictureTypes: readonly string[] = ["image/png", "image/jpeg", "image/webp"];

const notAPicture = () => t`Choose a picture in PNG, JPEG or WebP.`;
const tooLarge = () => t`The file is too large to send. Save it smaller: a width of 1,600 pixels is enough.`;

const files: Record<string, () => string> = {
  not_a_picture: notAPicture,
  broken: () => t`The file is damaged or incomplete. Open the picture, save it again and choose the new file.`,
  animated: () => t`The picture moves, which makes a text hard to read. Choose a still one.`,
  too_many_pixels: () =>
    t`The picture has more than 40 million pixels. Save it smaller: a width of 1,600 pixels is enough.`,
};

/** Why a file is not even sent. */
export const fileRefusal = ({ type }: File): string | undefined =>
  pictureTypes.includes(type) ? undefined : notAPicture();

/** Why the server did not take a file, where the file is what is wrong. */
export function uploadRefusal(error: unknown): string | undefined {
  const { code, errors } = readProblem(error);
  if (code === "unusable_picture") return files[errors[0]?.code ?? ""]?.() ?? notAPicture();
  if (code === "unsupported_media_type") return notAPicture();
  return code === tooLargeToSend ? tooLarge() : undefined;
}

export const uploadProblems = () => ({
  no_room_for_pictures: t`There is no room for more pictures in this programme. Delete some that no text uses.`,
});

export const deletionProblems = () => ({
  picture_in_use: t`A text uses this picture. Remove it from the text first.`,
});

const inTexts: Record<string, () => string> = {
  picture_elsewhere: () =>
    t`The text shows a picture from another site. Upload the picture below and insert it from there: then nobody else learns who reads the page.`,
  picture_unknown: () =>
    t`The text names a picture that is not among those below. It may have been deleted: remove its line.`,
  picture_undescribed: () => t`The text shows a picture that has not been described. Describe it below first.`,
};

/** What is wrong with the words of a material. */
export function wordsProblems(error: unknown): FieldProblem[] {
  const codes = readProblem(error).errors.map(({ code }) => code);
  return fieldProblems(error).map(({ field, message }, i) => ({
    field,
    message: inTexts[codes[i] ?? ""]?.() ?? message,
  }));
}

export const isDescribed = ({ decorative, texts }: PictureOut, languages: readonly string[]): boolean =>
  decorative || languages.every((language) => texts.some((each) => each.language === language));

/** What a picture is called in the list: what it shows, in the language at hand if it is described in it. */
export function captionOf({ decorative, texts }: PictureOut, language: string): { words: string; lang?: string } {
  if (decorative) return { words: t`Decoration` };
  const text = texts.find((each) => each.language === language) ?? texts[0];
  return text ? { words: text.words, lang: text.language } : { words: t`Not described yet` };
}

const megabytes = (bytes: number) =>
  (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toLocaleString(document.documentElement.lang, {
    maximumFractionDigits: 1,
  });

export const roomSentence = (taken: number, room: number) =>
  t`The pictures of this programme take ${{ taken: megabytes(taken) }} of ${{ room: megabytes(room) }} megabytes.`;
