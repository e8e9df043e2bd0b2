import { Link } from "@tanstack/react-router";

type FilterNavProps<T extends string> = {
  label: string;
  to: "/pairs" | "/mails" | "/requests";
  chosen: T;
  choices: readonly { value: T; label: string; state: string | undefined }[];
};

/** A list's states to choose from; the choice lives in the address. */
export function FilterNav<T extends string>({ label, to, chosen, choices }: FilterNavProps<T>) {
  return (
    <nav className="programme-choice" aria-label={label}>
      <ul>
        {choices.map((choice) => (
          <li key={choice.value}>
            <Link
              to={to}
              search={{ state: choice.state }}
              // Else "all", which narrows nothing, would be where one is whatever narrows the list.
              activeOptions={{ exact: true }}
              {...(choice.value === chosen && { "aria-current": "true" })}
            >
              {choice.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
