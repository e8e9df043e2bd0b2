import { t } from "@lingui/core/macro";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";

type Voice = {
  /** Says and shows what an act brought about, until it is dismissed or outlived by the next page. */
  announce: (message: string) => void;
  /** Says something that the eye already sees. */
  whisper: (message: string) => void;
  arrive: (title: string) => void;
};
type Said = { text: string; at: number };

const silent = () => {};
const VoiceContext = createContext<Voice>({ announce: silent, whisper: silent, arrive: silent });

/** A region inside a modal dialog's shadow, or changed while focus moves, is not read: so speak a moment later. */
const breath = 150;
/** What was announced just before a change of page belongs to the new page. */
const belongsToNextPage = 2000;

export const useAnnounce = () => useContext(VoiceContext).announce;
export const useWhisper = () => useContext(VoiceContext).whisper;

/** Tells that this page has been reached. */
export function useArrival(title: string): void {
  const { arrive } = useContext(VoiceContext);
  useEffect(() => arrive(title), [arrive, title]);
}

/** The app's one live region: it is there before anything is said, and is never replaced. */
export function StatusProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<Said>();
  const [whispered, setWhispered] = useState<Said>();
  const firstTitle = useRef<string>(undefined);
  const whisper = useCallback((text: string) => {
    setTimeout(() => setWhispered({ text, at: Date.now() }), breath);
  }, []);
  const voice = useMemo<Voice>(
    () => ({
      announce: (text) => {
        setTimeout(() => setNotice({ text, at: Date.now() }), breath);
      },
      whisper,
      arrive: (title) => {
        // The browser itself reads the title of the page that it loads.
        firstTitle.current ??= title;
        if (firstTitle.current === title) return;
        firstTitle.current = "";
        setNotice((said) => (said && Date.now() - said.at < belongsToNextPage ? said : undefined));
        whisper(title);
      },
    }),
    [whisper],
  );
  return (
    <VoiceContext value={voice}>
      {children}
      <Status notice={notice} whispered={whispered} onDismiss={() => setNotice(undefined)} />
    </VoiceContext>
  );
}

/** The keys make the same words said twice a change, which is read twice. */
function Status({ notice, whispered, onDismiss }: { notice?: Said; whispered?: Said; onDismiss: () => void }) {
  return (
    <div className="status" data-shown={notice ? "" : undefined}>
      <div role="status" aria-atomic="false">
        {whispered && (
          <p key={whispered.at} className="visually-hidden">
            {whispered.text}
          </p>
        )}
        {notice && <p key={notice.at}>{notice.text}</p>}
      </div>
      {notice && (
        <button type="button" onClick={onDismiss}>
          {t`Dismiss`}
        </button>
      )}
    </div>
  );
}
