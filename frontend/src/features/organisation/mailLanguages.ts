/** Each in its own words, as everywhere. */
export const languageChoices = () => [
  { value: "fi", label: "Suomi" },
  { value: "sv", label: "Svenska" },
  { value: "en", label: "English" },
];

export const readLanguage = (value: unknown) => (value === "fi" || value === "sv" ? value : "en");
