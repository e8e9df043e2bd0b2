import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { TextField } from "../../ui/fields";
import { longestSearch } from "./peopleFilter";

/** How long nothing is typed before the server is asked. */
const pause = 300;

type NameSearchProps = { words: string; onSearch: (words: string) => void };

/** Owned by the person who types, not by the address, which follows a moment later and would throw the cursor about. */
export function NameSearch({ words, onSearch }: NameSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = words;
  }, [words]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = (typed: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(typed), pause);
  };
  return (
    <TextField
      ref={input}
      type="search"
      label={t`Name`}
      placeholder={t`part of a name`}
      maxLength={longestSearch}
      defaultValue={words}
      onChange={(event) => later(event.target.value)}
    />
  );
}
