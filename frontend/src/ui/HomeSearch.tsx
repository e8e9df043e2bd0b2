import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { TextField } from "./fields";
import { Loaded } from "./Loaded";

export type Home = { entity_id: string; name: string };

type HomeSearchProps = {
  /** What the field asks for; texts of a feature, for those of this folder weigh on every first visit. */
  label: string;
  nothing: string;
  /** Asks the server. Given, for a client of its own would come along to every page that shares this folder. */
  find: (words: string) => Promise<Home[]>;
  pending: boolean;
  /** Who was chosen here before: first, and without a search. */
  last?: Home | undefined;
  onChoose: (home: Home) => void;
};

const letters = 2;

/** Finds a home organisation among the thousands of a federation. */
export function HomeSearch({ label, nothing, find, pending, last, onChoose }: HomeSearchProps): ReactNode {
  const [words, setWords] = useState("");
  const asked = useDeferredValue(words.trim());
  const search = useQuery({
    queryKey: ["homes", asked],
    queryFn: () => find(asked),
    enabled: asked.length >= letters,
    placeholderData: (before) => before,
  });
  const button = (home: Home, primary: boolean) => (
    <li key={home.entity_id}>
      <button
        type="button"
        className={primary ? "primary" : undefined}
        aria-disabled={pending}
        onClick={() => pending || onChoose(home)}
      >
        <bdi>{home.name}</bdi>
      </button>
    </li>
  );
  return (
    <>
      {last && <ul className="people">{button(last, true)}</ul>}
      <TextField
        type="search"
        name="home"
        label={label}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {asked.length >= letters && (
        <Loaded query={search}>
          {(items) =>
            items.length > 0 ? (
              <ul className="people">{items.map((home) => button(home, false))}</ul>
            ) : (
              <p role="status">{nothing}</p>
            )
          }
        </Loaded>
      )}
    </>
  );
}
