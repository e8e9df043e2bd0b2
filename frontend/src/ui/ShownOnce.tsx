import { type ReactNode, useRef } from "react";
import { TextField } from "./fields";
import { useAnnounce } from "./Status";

type ShownOnceProps = { name: string; label: string; help: string; value: string; copy: string; copied: string };

/** A secret that no page shows again: to be copied, or written down by hand where the browser lets no page copy. */
export function ShownOnce({ name, label, help, value, copy, copied }: ShownOnceProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const announce = useAnnounce();
  const press = () => {
    field.current?.select();
    void navigator.clipboard?.writeText(value).then(() => announce(copied));
  };
  return (
    <>
      <TextField
        ref={field}
        name={name}
        label={label}
        help={help}
        value={value}
        readOnly
        autoComplete="off"
        spellCheck={false}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <p>
        <button type="button" className="primary" onClick={press}>
          {copy}
        </button>
      </p>
    </>
  );
}
