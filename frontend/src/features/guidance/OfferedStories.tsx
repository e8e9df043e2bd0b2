import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import {
  listOfferedStoriesOptions,
  listOfferedStoriesQueryKey,
  listStoriesQueryKey,
  publishStoryMutation,
  unpublishStoryMutation,
} from "../../api/guidance/@tanstack/react-query.gen";
import type { OfferedStoryOut } from "../../api/guidance/types.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { OwnWords } from "../../ui/OwnWords";
import { useAnnounce } from "../../ui/Status";
import { tellerOf } from "./teller";

/** For coordinators: what waits to be read, and what is shown. */
export function OfferedStories({ programme }: { programme: ProgrammeOut }) {
  const offered = useQuery(listOfferedStoriesOptions({ path: { programme_id: programme.id } }));
  return (
    <section className="screen-only">
      <h2>{t`Stories for you to read`}</h2>
      <Loaded query={offered}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t`Nobody has offered one. Ask those who have just finished: they remember best.`}</p>
          ) : (
            items.map((story) => <Offered key={story.id} programme={programme} story={story} />)
          )
        }
      </Loaded>
    </section>
  );
}

function Offered({ programme, story }: { programme: ProgrammeOut; story: OfferedStoryOut }) {
  const { move, error, pending } = useMove(programme.id, story);
  const shown = story.state === "published";
  const anonymous = story.shown_as === "anonymous";
  return (
    <article className="card">
      <h3>
        <bdi>{tellerOf(programme, { role: story.role, name: story.writer_name })}</bdi>
      </h3>
      <p className="muted">
        {anonymous ? t`Wants to be shown without a name.` : t`Wants to be shown with their first name.`}{" "}
        {shown ? t`Shown now.` : t`Waiting to be read.`}
      </p>
      <OwnWords text={story.text} lang={story.language} />
      <FailedAct
        error={error}
        own={{ stale: t`The story was changed in the meantime. Reload the page and read it again before you show it.` }}
      />
      <div className="actions">
        <button type="button" aria-disabled={pending} onClick={move}>
          {shown ? t`Take it down` : t`Show it`}
        </button>
      </div>
    </article>
  );
}

/** Shows a story that waits, takes down one that is shown. */
function useMove(programmeId: string, story: OfferedStoryOut) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const mutationKey = ["story-shown", story.id];
  const headersOf = useAct(mutationKey);
  const path = { programme_id: programmeId };
  const reload = async () => {
    await queryClient.invalidateQueries({ queryKey: listOfferedStoriesQueryKey({ path }) });
    await queryClient.invalidateQueries({ queryKey: listStoriesQueryKey({ path }) });
  };
  const publish = useMutation({
    ...publishStoryMutation(),
    mutationKey,
    onSuccess: async () => {
      announce(t`The story is shown.`);
      await reload();
    },
  });
  const unpublish = useMutation({
    ...unpublishStoryMutation(),
    mutationKey,
    onSuccess: async () => {
      announce(t`The story is no longer shown. Its writer still has it.`);
      await reload();
    },
  });
  const move = () => {
    const headers = headersOf(`${story.state}:${story.version}`);
    if (!headers) return;
    const call = { path: { story_id: story.id }, headers };
    if (story.state === "published") unpublish.mutate(call);
    else publish.mutate({ ...call, body: { version: story.version } });
  };
  return { move, error: publish.error ?? unpublish.error, pending: publish.isPending || unpublish.isPending };
}
