/** Moves the focus when the list has been drawn anew. */
export const focusSoon = (id: string) => requestAnimationFrame(() => document.getElementById(id)?.focus());
