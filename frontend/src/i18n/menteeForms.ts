/** The word for mentee where a programme has none of its own, in every form that texts may use. The mails have the same. */
export const usualForms: Record<string, Record<string, string>> = {
  en: { singular: "mentee", plural: "mentees" },
  fi: {
    nominative: "aktori",
    genitive: "aktorin",
    partitive: "aktoria",
    allative: "aktorille",
    plural_nominative: "aktorit",
    plural_partitive: "aktoreita",
  },
  sv: { singular: "adept", definite: "adepten", plural: "adepter", plural_definite: "adepterna" },
};
