import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listMaterialsQueryKey, readMaterialQueryKey } from "../../api/guidance/@tanstack/react-query.gen";
import { restoreMaterialText, writeMaterialText } from "../../api/guidance/sdk.gen";
import type { WordsIn } from "../../api/guidance/types.gen";
import { listPicturesQueryKey } from "../../api/pictures/@tanstack/react-query.gen";
import { readProblem } from "../../api/problem";
import { dropDraft, keepDraft } from "../../ui/draft";
import { type Version, versionIn, wordsOf, wordsOptions } from "./version";
import { draftName, keptWords } from "./wordsDraft";

const stale = (error: unknown) => readProblem(error).code === "stale";

/** Words in the hands of somebody who may not be alone: nothing that is typed is lost, whatever others save. */
export function useWords(programmeId: string, start: Version, onSaved: (words: WordsIn) => void) {
  const queryClient = useQueryClient();
  const { slug, language } = start.text;
  const path = { programme_id: programmeId, slug, language };
  const draft = draftName(programmeId, start);
  const [kept] = useState(() => keptWords(draft));
  const [base, setBase] = useState(start);
  const [etag, setEtag] = useState(kept?.etag ?? start.etag);
  const [theirs, setTheirs] = useState<Version>();
  const options = wordsOptions(programmeId, slug, language);
  const readAgain = () => queryClient.fetchQuery({ ...options, staleTime: 0 });
  const settled = async (version: Version) => {
    dropDraft(draft);
    setBase(version);
    setEtag(version.etag);
    queryClient.setQueryData(options.queryKey, version);
    onSaved(wordsOf(version.text));
    await queryClient.invalidateQueries({ queryKey: listMaterialsQueryKey({ path: { programme_id: programmeId } }) });
    await queryClient.invalidateQueries({
      queryKey: readMaterialQueryKey({ path: { programme_id: programmeId, slug } }),
    });
    await queryClient.invalidateQueries({ queryKey: listPicturesQueryKey({ path: { programme_id: programmeId } }) });
  };
  const compare = async (error: unknown) => {
    if (stale(error)) setTheirs(await readAgain());
  };
  const headers = { "if-match": etag };
  const save = useMutation({
    mutationFn: async (body: WordsIn) =>
      versionIn(await writeMaterialText({ path, body, headers, throwOnError: true })),
    onSuccess: settled,
    onError: compare,
  });
  const restore = useMutation({
    mutationFn: async () => {
      await restoreMaterialText({ path, headers, throwOnError: true });
      return readAgain();
    },
    onSuccess: settled,
    onError: compare,
  });
  const failure = [save.error, restore.error].find((error) => error && !stale(error));
  return {
    base,
    first: kept?.words ?? wordsOf(start.text),
    restored: kept !== undefined,
    theirs,
    save,
    restore,
    failure,
    attempt: save.failureCount + restore.failureCount,
    keep: (words: WordsIn) => keepDraft(draft, { text: JSON.stringify({ words, etag }) }),
    forget: () => dropDraft(draft),
    /** The other version has been seen: what is sent from now on is made from it. */
    decided: (seen: Version) => {
      setTheirs(undefined);
      setBase(seen);
      setEtag(seen.etag);
    },
  };
}
