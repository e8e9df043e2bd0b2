import { t } from "@lingui/core/macro";

type SaveButtonProps = { name: string; saved: boolean; onToggle: () => void };

export function SaveButton({ name, saved, onToggle }: SaveButtonProps) {
  return (
    <button
      type="button"
      className="save"
      aria-label={saved ? t`Remove from saved: ${{ name }}` : t`Save: ${{ name }}`}
      onClick={onToggle}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" data-saved={saved || undefined}>
        <path d="M6 3h12v18l-6-4.500L6 21z" />
      </svg>
      {saved ? t`Remove from saved` : t`Save`}
    </button>
  );
}
