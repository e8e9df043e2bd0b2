import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connectClient } from "./api/client";
import { createQueryClient } from "./app/queries";
import { reloadWhenFilesAreGone } from "./app/reload";
import { createAppRouter } from "./app/router";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/print.css";
import { language } from "./i18n/language";
import { load } from "./i18n/load";

const queryClient = createQueryClient(() => {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in" || pathname === "/") return;
  void router.navigate({ to: "/sign-in", search: { next: href }, replace: true });
});
const router = createAppRouter(queryClient);

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}

function render() {
  createRoot(element("root")).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

connectClient(queryClient);
reloadWhenFilesAreGone();
document.documentElement.lang = language;
// The texts and the route's own chunk arrive side by side.
void Promise.all([load(language), router.load()]).then(render, () => {
  element("unavailable").hidden = false;
});
