/** After a deploy the files that an open page knows are gone: loading the page again finds the new ones. */
const key = "reloaded-at";
const soon = 60_000;

/** Once, not for ever: a file that is missing again within a minute will not come by reloading. */
export function mayReload(lastReload: string | null, now: number): boolean {
  return lastReload === null || !(now - Number(lastReload) < soon);
}

export function reloadWhenFilesAreGone(): void {
  addEventListener("vite:preloadError", () => {
    try {
      if (!mayReload(sessionStorage.getItem(key), Date.now())) return;
      sessionStorage.setItem(key, String(Date.now()));
    } catch {
      // Without storage nobody would count the reloads: the error page offers one instead.
      return;
    }
    location.reload();
  });
}
