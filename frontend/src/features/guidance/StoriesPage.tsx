import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { listStoriesOptions } from "../../api/guidance/@tanstack/react-query.gen";
import type { StoriesOut, StoryOut } from "../../api/guidance/types.gen";
import { Loaded } from "../../ui/Loaded";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { OfferedStories } from "./OfferedStories";
import { OfProgramme, ToGuidance } from "./OfProgramme";
import { OwnStory } from "./OwnStory";
import { tellerOf } from "./teller";

const route = getRouteApi("/programmes/$programmeId/guidance/{-$slug}/{-$language}");

export function StoriesPage() {
  const { programmeId } = route.useParams();
  return (
    <Page title={t`Stories`} lead={t`How mentoring was, told by those who took part.`}>
      <OfProgramme id={programmeId}>{(programme) => <Stories programme={programme} />}</OfProgramme>
      <ToGuidance id={programmeId} />
    </Page>
  );
}

function Stories({ programme }: { programme: ProgrammeOut }) {
  const stories = useQuery(listStoriesOptions({ path: { programme_id: programme.id } }));
  return (
    <Loaded query={stories}>
      {(told) => (
        <>
          <Shown programme={programme} stories={told} />
          <OwnStory programme={programme} stories={told} />
          {programme.coordinates && <OfferedStories programme={programme} />}
        </>
      )}
    </Loaded>
  );
}

function Shown({ programme, stories }: { programme: ProgrammeOut; stories: StoriesOut }) {
  const published = stories.items.filter(({ state }) => state === "published");
  if (published.length === 0)
    return (
      <p className="empty">
        {stories.may_offer
          ? t`Nobody has told their story yet. Yours would be the first.`
          : t`Nobody has told their story yet.`}
      </p>
    );
  return published.map((story) => <Story key={story.id} programme={programme} story={story} />);
}

function Story({ programme, story }: { programme: ProgrammeOut; story: StoryOut }) {
  return (
    <figure className="story">
      <blockquote>
        <OwnWords text={story.text} lang={story.language} />
      </blockquote>
      <figcaption>{tellerOf(programme, story)}</figcaption>
    </figure>
  );
}
