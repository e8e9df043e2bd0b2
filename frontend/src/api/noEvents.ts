/** In the place of the generated client's event streams: see vite.config.ts. */
export function createSseClient(): never {
  throw new Error("This client listens to no events");
}
