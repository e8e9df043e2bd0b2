import type { PictureOut } from "../../api/pictures/types.gen";

/** A picture to know it by; what it shows stands beside it in words. */
export function Thumbnail({ programmeId, picture }: { programmeId: string; picture: PictureOut }) {
  const { key, width, height } = picture;
  const src = `/api/v1/programmes/${programmeId}/pictures/${key}`;
  return <img className="thumbnail" src={src} width={width} height={height} alt="" loading="lazy" />;
}
