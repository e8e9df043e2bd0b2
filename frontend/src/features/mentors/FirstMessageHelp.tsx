import { t } from "@lingui/core/macro";

/** What makes a first message easy to answer. Open at first, for it is read before writing. */
export function FirstMessageHelp() {
  return (
    <details className="help" open>
      <summary>{t`What makes a good first message`}</summary>
      <ul>
        <li>{t`Who you are: what you study and how far you are.`}</li>
        <li>{t`Why you are asking this mentor: what in their story or work caught your eye.`}</li>
        <li>{t`What you would like to talk about, and one question that is on your mind.`}</li>
        <li>{t`What you hope will be different when the programme ends.`}</li>
      </ul>
      <p>{t`Five to ten sentences are enough. You don’t need a finished plan or fine words.`}</p>
    </details>
  );
}
