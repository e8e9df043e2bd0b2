/** Two pieces joined by a dovetail: a joint that holds because each side is cut for the other. */
export function NameMark() {
  return (
    <svg className="name-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="name-mark-ground" width="32" height="32" rx="7" />
      <path className="name-mark-new" d="M17 5v8l-6-3v12l6-3v8h8a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2z" />
      <path className="name-mark-old" d="M7 5a2 2 0 0 0-2 2v18a2 2 0 0 0 2 2h8v-4.800l-6 3V6.800l6 3V5z" />
    </svg>
  );
}
