import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { StoriesOut } from "../../api/guidance/types.gen";
import { OwnWords } from "../../ui/OwnWords";
import { StoryForm } from "./StoryForm";
import { TakeBack } from "./TakeBack";

/** One's own story: to tell, to tell anew, to take back. */
export function OwnStory({ programme, stories }: { programme: ProgrammeOut; stories: StoriesOut }) {
  const [writing, setWriting] = useState(false);
  const mine = stories.items.find((story) => story.mine);
  if (!mine && !stories.may_offer) return null;
  return (
    <section>
      <h2>{t`My story`}</h2>
      {mine ? (
        <div className="card">
          <p className="muted">
            {mine.state === "published"
              ? t`It is shown to everybody who can see the programme.`
              : t`It is waiting for a coordinator to read it. Until then only you and the coordinators see it.`}
          </p>
          <OwnWords text={mine.text} lang={mine.language} />
          <TakeBack programmeId={programme.id} storyId={mine.id} />
        </div>
      ) : (
        <p>{t`What was it like, what did you take away from it, and what would you tell somebody who hesitates? A few sentences are enough.`}</p>
      )}
      {stories.may_offer &&
        (writing ? (
          <StoryForm programme={programme} stories={stories} mine={mine} onDone={() => setWriting(false)} />
        ) : (
          <div className="actions">
            <button type="button" onClick={() => setWriting(true)}>
              {mine ? t`Rewrite it` : t`Tell my story`}
            </button>
          </div>
        ))}
    </section>
  );
}
