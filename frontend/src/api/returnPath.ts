/** Where to go on after signing in: a place of our own, never anybody else's, whatever the address says. */
export function returnPath(wanted: string | undefined, origin: string): string {
  if (!wanted?.startsWith("/")) return "/";
  try {
    const url = new URL(wanted, origin);
    if (url.origin !== origin || url.pathname === "/sign-in") return "/";
    // Not `wanted` itself: "/\t/evil.example" is read as "//evil.example" by who follows it.
    return url.pathname.replace(/^\/{2,}/, "/") + url.search + url.hash;
  } catch {
    return "/";
  }
}
