/** In the place of the generated client's serialisers of parameters, which know six styles: our API has plain ones alone. */
export const serializePrimitiveParam = ({ name, value }: { name: string; value: string }) =>
  `${name}=${encodeURIComponent(value)}`;

function serializeOther(): never {
  throw new Error("No parameter of this API is a list or an object");
}

export { serializeOther as serializeArrayParam, serializeOther as serializeObjectParam };
