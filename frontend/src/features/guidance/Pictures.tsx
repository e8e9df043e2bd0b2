import { t } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { listPicturesOptions } from "../../api/pictures/@tanstack/react-query.gen";
import type { PicturesOut } from "../../api/pictures/types.gen";
import { Loaded } from "../../ui/Loaded";
import { useAnnounce } from "../../ui/Status";
import { DeletePicture } from "./DeletePicture";
import { DescribePicture } from "./DescribePicture";
import { PictureItem } from "./PictureItem";
import { roomSentence } from "./pictureWords";
import { UploadPicture } from "./UploadPicture";
import "./pictures.css";

type PicturesProps = { programme: ProgrammeOut; language: string; onPutIn: (key: string) => void };

/** The pictures of a programme, beside the text that they go into. */
export function Pictures({ programme, language, onPutIn }: PicturesProps) {
  const options = listPicturesOptions({ path: { programme_id: programme.id } });
  const pictures = useQuery(options);
  const queryClient = useQueryClient();
  const reload = async () => {
    await queryClient.invalidateQueries({ queryKey: options.queryKey });
    // Pages that were read say what a picture shows.
    await queryClient.invalidateQueries({ queryKey: [{ _id: "readMaterial" }] });
  };
  const [uploaded, setUploaded] = useState<string>();
  return (
    <section aria-labelledby="pictures">
      <h2 id="pictures">{t`Pictures`}</h2>
      <UploadPicture
        programmeId={programme.id}
        onUploaded={async (key) => {
          await reload();
          setUploaded(key);
        }}
      />
      <Loaded query={pictures}>
        {(found) => (
          <List
            programme={programme}
            language={language}
            found={found}
            opened={uploaded}
            onPutIn={onPutIn}
            onChanged={reload}
          />
        )}
      </Loaded>
    </section>
  );
}

type ListProps = PicturesProps & { found: PicturesOut; opened: string | undefined; onChanged: () => Promise<void> };
type Open = { act: "describe" | "delete"; key: string };

function List({ programme, language, found, opened, onPutIn, onChanged }: ListProps) {
  const announce = useAnnounce();
  const [open, setOpen] = useState<Open>();
  const [seen, setSeen] = useState<string>();
  // What has just been uploaded is described at once.
  if (opened && opened !== seen) {
    setSeen(opened);
    setOpen({ act: "describe", key: opened });
  }
  const picture = found.items.find((each) => each.key === open?.key);
  const close = () => setOpen(undefined);
  const done = async (said: string) => {
    await onChanged();
    close();
    announce(said);
  };
  if (found.items.length === 0) return <p>{t`There are no pictures yet. Upload the first one.`}</p>;
  return (
    <>
      <p>{t`Put the cursor where the picture belongs in the text, then insert it. It appears there as a line of its own, which you can move or delete.`}</p>
      <ul className="pictures">
        {found.items.map((each) => (
          <PictureItem
            key={each.key}
            programme={programme}
            picture={each}
            language={language}
            onPutIn={() => onPutIn(each.key)}
            onDescribe={() => setOpen({ act: "describe", key: each.key })}
            onDelete={() => setOpen({ act: "delete", key: each.key })}
          />
        ))}
      </ul>
      <p className="muted">{roomSentence(found.taken, found.room)}</p>
      {picture && open?.act === "describe" && (
        <DescribePicture programme={programme} picture={picture} onDescribed={done} onClose={close} />
      )}
      {picture && open?.act === "delete" && (
        <DeletePicture
          programmeId={programme.id}
          picture={picture}
          onDeleted={done}
          onRefused={onChanged}
          onClose={close}
        />
      )}
    </>
  );
}
