import { mostBytes } from "./pictureWords";

/** What the server would make of it, too. */
const widest = 1600;
const highest = 4000;
const quality = 0.92;

/** Photos of phones are often larger than what may be sent: those are made smaller here. Undefined where that can't be done. */
export async function sendable(file: File): Promise<Blob | undefined> {
  if (file.size <= mostBytes) return file;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const scale = Math.min(1, widest / picture.width, highest / picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.imageSmoothingQuality = "high";
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  return made && made.size <= mostBytes ? made : undefined;
}
