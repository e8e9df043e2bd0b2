import { t } from "@lingui/core/macro";
import { type ComponentProps, type ReactNode, useId } from "react";
import { CharacterCount } from "./CharacterCount";

export type Choice = { value: string; label: string; help?: string };

type FieldProps = { label: string; help?: ReactNode; error?: string | undefined; optional?: boolean };

/** The form library's name is the id, so that the error summary can link to the field. */
function useFieldId({ id, name }: { id?: string | undefined; name?: string | undefined }): string {
  const generated = useId();
  return id ?? name ?? generated;
}

function describe(id: string, { help, error }: Pick<FieldProps, "help" | "error">) {
  const parts = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ");
  return { "aria-invalid": error ? true : undefined, "aria-describedby": parts || undefined };
}

const named = (label: string, optional: boolean | undefined) => (optional ? t`${{ label }} (optional)` : label);

function Hints({ id, help, error }: { id: string } & Pick<FieldProps, "help" | "error">) {
  return (
    <>
      {help && (
        <div id={`${id}-help`} className="muted">
          {help}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="error">
          {error}
        </p>
      )}
    </>
  );
}

function Field({ id, label, help, error, optional, children }: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{named(label, optional)}</label>
      <Hints id={id} help={help} error={error} />
      {children}
    </div>
  );
}

export function TextField({ label, help, error, optional, ...input }: FieldProps & ComponentProps<"input">) {
  const id = useFieldId(input);
  const field = { id, label, help, error, ...(optional ? { optional } : {}) };
  return (
    <Field {...field}>
      <input {...input} {...describe(id, field)} id={id} />
    </Field>
  );
}

type TextAreaProps = FieldProps & { limit?: number } & Omit<ComponentProps<"textarea">, "maxLength">;

/** `limit` is counted, not enforced: a browser that cuts what somebody pastes loses their text. */
export function TextArea({ label, help, error, optional, limit, ...area }: TextAreaProps) {
  const id = useFieldId(area);
  const field = { id, label, help, error, ...(optional ? { optional } : {}) };
  return (
    <Field {...field}>
      <textarea rows={5} {...area} {...describe(id, field)} id={id} />
      {limit !== undefined && <CharacterCount of={id} limit={limit} />}
    </Field>
  );
}

type SelectFieldProps = FieldProps & { choices: readonly Choice[] } & Omit<ComponentProps<"select">, "children">;

export function SelectField({ label, help, error, optional, choices, ...select }: SelectFieldProps) {
  const id = useFieldId(select);
  const field = { id, label, help, error, ...(optional ? { optional } : {}) };
  return (
    <Field {...field}>
      <select {...select} {...describe(id, field)} id={id}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

type ChoiceGroupProps = FieldProps & {
  type: "radio" | "checkbox";
  choices: readonly Choice[];
  /** Which are checked at first. */
  chosen?: readonly string[];
} & Omit<ComponentProps<"input">, "defaultValue">;

/** Radio buttons or checkboxes under one legend; the first of them is where the error summary leads. */
export function ChoiceGroup({ label, help, error, optional, choices, chosen, ...input }: ChoiceGroupProps) {
  const id = useFieldId(input);
  const group = describe(id, { help, error });
  return (
    <fieldset className="field" aria-describedby={group["aria-describedby"]}>
      <legend>{named(label, optional)}</legend>
      <Hints id={id} help={help} error={error} />
      {choices.map((choice, i) => (
        <ChoiceInput
          key={choice.value}
          {...input}
          {...(chosen && { defaultChecked: chosen.includes(choice.value) })}
          id={i === 0 ? id : `${id}-${choice.value}`}
          choice={choice}
        />
      ))}
    </fieldset>
  );
}

function ChoiceInput({ choice, ...input }: { id: string; choice: Choice } & ComponentProps<"input">) {
  const helpId = choice.help && `${input.id}-choice-help`;
  return (
    <div className="choice">
      <label>
        <input {...input} value={choice.value} aria-describedby={helpId} />
        <span>{choice.label}</span>
      </label>
      {choice.help && (
        <div id={helpId} className="muted">
          {choice.help}
        </div>
      )}
    </div>
  );
}

/** One thing to agree to or to switch on. */
export function CheckField({ label, help, error, optional, ...input }: FieldProps & ComponentProps<"input">) {
  const id = useFieldId(input);
  return (
    <div className="field choice">
      <Hints id={id} help={undefined} error={error} />
      <label>
        <input type="checkbox" {...input} {...describe(id, { help, error })} id={id} />
        <span>{named(label, optional)}</span>
      </label>
      <Hints id={id} help={help} error={undefined} />
    </div>
  );
}
