/** A date as people here write it, "5.6.1987" or "1987-06-05", as the API takes it; undefined for anything else. */
export function birthDateIn(text: string): string | undefined {
  const written = text.trim();
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(written);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written);
  const [year, month, day] = dotted ? [dotted[3], dotted[2], dotted[1]] : iso ? iso.slice(1) : [];
  if (!year || !month || !day) return undefined;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const read = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || !read.toISOString().startsWith(date) ? undefined : date;
}

/** What a first guess at somebody's names is: the last word is the family name. */
export function namesIn(name: string): { given: string; family: string } {
  const words = name.trim().split(/\s+/);
  return { given: words.slice(0, -1).join(" "), family: words.at(-1) ?? "" };
}
