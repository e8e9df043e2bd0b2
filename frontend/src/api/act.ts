/** One intended act: its key goes with every try of it, so that however often it is sent, it happens once. */
export type Act = { key: string; content: string };

/** The same content is the same act, tried again; other content is another act, which needs a key of its own. */
export function actFor(content: string, last: Act | undefined, newKey: () => string = () => crypto.randomUUID()): Act {
  return last?.content === content ? last : { key: newKey(), content };
}
