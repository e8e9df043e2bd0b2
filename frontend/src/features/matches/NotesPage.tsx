import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { readMatchOptions } from "../../api/generated/@tanstack/react-query.gen";
import { listNotesOptions } from "../../api/months/@tanstack/react-query.gen";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Note } from "./Note";
import { NoteForm } from "./NoteForm";
import "../../styles/pages.css";
import "./months.css";

const route = getRouteApi("/matches/$matchId/notes");

/** Notes for oneself alone. */
export function NotesPage() {
  const { matchId } = route.useParams();
  const notes = useQuery(listNotesOptions({ path: { match_id: matchId } }));
  const match = useQuery(readMatchOptions({ path: { match_id: matchId } }));
  return (
    <Page title={t`Notes for yourself`}>
      <p>
        <Link to="/matches/$matchId" params={{ matchId }}>
          {t`Go to your shared page`}
        </Link>
      </p>
      <p>{t`Only you can read them: nobody else, not even a coordinator. They are deleted three months after your mentoring ends; download your data before that if you want to keep them.`}</p>
      {match.data?.state === "active" && <NoteForm matchId={matchId} />}
      <Loaded query={notes}>
        {(found) => (
          <>
            {found.length === 0 && <p>{t`You have not written any yet.`}</p>}
            {found.map((note) => (
              <Note key={note.id} note={note} />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}
