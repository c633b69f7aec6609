/** What a field of a form is made of. */
export interface FieldProps {
  /** As the server calls it. */
  readonly name: string;
  readonly label: string;
  /** What is wrong with what was typed. */
  readonly problem: string | undefined;
  readonly placeholder?: string;
  readonly type?: 'text' | 'number';
  readonly isLong?: boolean;
}

/** A field with its label, and with what is wrong below it. */
export function Field({ name, label, problem, placeholder, type = 'text', isLong = false }: FieldProps) {
  const id = `field-${name}`;
  const told = { id, name, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-problem`, placeholder } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {isLong ? <textarea {...told} rows={4} dir="auto" required /> : <input {...told} {...ruleOf(type)} autoComplete="off" />}
      <p class="problem" id={`${id}-problem`} hidden={problem === undefined}>
        {problem}
      </p>
    </div>
  );
}

function ruleOf(type: 'text' | 'number') {
  return type === 'number'
    ? ({ type, min: 0, max: 10, step: 'any', inputMode: 'decimal' } as const)
    : ({ type, dir: 'auto' } as const);
}
