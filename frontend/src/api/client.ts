import type { QueryClient } from "@tanstack/react-query";
import { language } from "../i18n/language";
import { readSessionOptions } from "./generated/@tanstack/react-query.gen";
import { client } from "./generated/client.gen";
import { readProblem } from "./problem";

/** The generated client speaks to our own origin, in the page's language; every change bears the session's token. */
export function connectClient(queryClient: QueryClient): void {
  client.setConfig({ baseUrl: "", credentials: "same-origin", headers: { "Accept-Language": language } });
  client.interceptors.request.use((request) => {
    const token = queryClient.getQueryData(readSessionOptions().queryKey)?.csrf_token;
    if (token && request.method !== "GET") request.headers.set("X-CSRF-Token", token);
    return request;
  });
  client.interceptors.error.use((error, response) => readProblem(error, response));
}
