/** Letters that do not come apart into a base and a mark. */
const whole: Record<string, string> = { ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", ı: "i" };

/** For searching: small letters without their marks, so that "makinen" finds Mäkinen and "soren" finds Søren. */
export function fold(text: string): string {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[øæœłđðþßı]/g, (letter) => whole[letter] ?? letter).trim();
}
