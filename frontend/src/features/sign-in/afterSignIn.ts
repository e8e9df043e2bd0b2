import { returnPath } from "../../api/returnPath";
import { dropDraft } from "../../ui/draft";

const place = "after-sign-in";
export const asked = "sign-in";

/** A link from a mail opens a tab of its own, which has to know where its reader wanted to go. Storage may be blocked. */
export function rememberPlace(next: string | undefined): void {
  try {
    if (next) localStorage.setItem(place, next);
    else localStorage.removeItem(place);
  } catch {}
}

/** Loads the page anew: nothing that somebody else has read stays in memory. */
export function goOn(): void {
  dropDraft(asked);
  location.replace(returnPath(rememberedPlace(), location.origin));
}

function rememberedPlace(): string | undefined {
  try {
    const next = localStorage.getItem(place) ?? undefined;
    localStorage.removeItem(place);
    return next;
  } catch {
    return undefined;
  }
}
