import { t } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Choice, Vocabulary } from "../../api/generated/types.gen";
import { capitalised, labelOf, languageName } from "../../i18n/labels";
import { CheckField, SelectField, TextField } from "../../ui/fields";
import type { Candidate } from "./candidates";
import { type MentorFilter, parseMentorFilter } from "./search";

const route = getRouteApi("/mentors");

type MentorFiltersProps = { all: readonly Candidate[]; vocabulary: Vocabulary; looksOnly: boolean };

/** The filters live in the address: a search can be shared, and Back restores it. */
export function MentorFilters({ all, vocabulary, looksOnly }: MentorFiltersProps) {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const set = (changed: Record<string, string | undefined>) =>
    void navigate({
      search: (old) => ({ ...old, ...parseMentorFilter({ ...old, ...changed, shown: undefined }) }),
      replace: true,
      resetScroll: false,
    });
  const select = (key: keyof MentorFilter) => ({
    value: filter[key] ?? "",
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value || undefined }),
  });
  const [unfolded] = useState(() => unfoldedAtFirst(filter));
  const cards = all.map(({ card }) => card);
  return (
    <search className="filters with-words">
      <Words words={filter.q ?? ""} onChange={(q) => set({ q: q || undefined })} />
      {!looksOnly && (
        <CheckField
          label={t`Saved mentors only`}
          checked={filter.saved !== undefined}
          onChange={(event) => set({ saved: event.target.checked ? "yes" : undefined })}
        />
      )}
      <details open={unfolded}>
        <summary>{looksOnly ? t`Filter the list` : t`Filter and sort the list`}</summary>
        <div className="narrowing">
          <SelectField
            label={t`Topic`}
            choices={choices(
              t`Any`,
              vocabulary.topics,
              cards.flatMap(({ topics }) => topics),
            )}
            {...select("topic")}
          />
          <SelectField
            label={t`Field`}
            choices={choices(
              t`Any`,
              vocabulary.fields,
              cards.map(({ field }) => field),
            )}
            {...select("field")}
          />
          <SelectField
            label={t`Sector`}
            choices={choices(
              t`Any`,
              vocabulary.sectors,
              cards.map(({ sector }) => sector),
            )}
            {...select("sector")}
          />
          <SelectField
            label={t`Language`}
            choices={choices(t`Any`, languages(cards.flatMap(({ languages }) => languages)))}
            {...select("lang")}
          />
          {!looksOnly && (
            <SelectField
              label={t`Sort by`}
              choices={[
                { value: "", label: filter.saved ? t`My own order` : t`Fair to all mentors` },
                { value: "fit", label: t`Best fit first` },
                { value: "name", label: t`By name` },
              ]}
              {...select("sort")}
            />
          )}
        </div>
      </details>
    </search>
  );
}

/** On a phone the lists would fill the first view, in which the first mentor is to be seen; one that is chosen shows. */
function unfoldedAtFirst({ topic, field, sector, lang, sort }: MentorFilter): boolean {
  return [topic, field, sector, lang, sort].some(Boolean) || matchMedia("(min-width: 40rem)").matches;
}

/** Owned by the person who types, not by the address, which follows a moment later and would throw the cursor about. */
function Words({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = words;
  }, [words]);
  return (
    <TextField
      ref={input}
      type="search"
      label={t`Search`}
      placeholder={t`name, work, topic, place`}
      defaultValue={words}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const languages = (codes: readonly string[]): Choice[] =>
  [...new Set(codes)].map((key) => ({ key, label: { en: capitalised(languageName(key)) } }));

/** What at least one mentor offers, by name. */
function choices(any: string, vocabulary: readonly Choice[] | undefined, keys: readonly (string | null)[] = []) {
  const used = vocabulary?.filter(({ key }) => keys.length === 0 || keys.includes(key)) ?? [];
  const named = used.map(({ key }) => ({ value: key, label: labelOf(used, key) }));
  return [{ value: "", label: any }, ...named.sort((a, b) => a.label.localeCompare(b.label))];
}
