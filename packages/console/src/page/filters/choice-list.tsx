/** One value that can be chosen. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What a list of choices is made of. */
export interface ChoiceListProps {
  readonly label: string;
  /** What no choice is called. */
  readonly any: string;
  readonly options: readonly Choice[];
  readonly value: string | undefined;
  readonly onChoice: (value: string | undefined) => void;
}

/** A list to choose one value or none from. A value that is chosen but unknown is shown too. */
export function ChoiceList({ label, any, options, value, onChoice }: ChoiceListProps) {
  const known = value === undefined || options.some((option) => option.value === value);
  const all = known ? options : [...options, { value, label: value }];
  const at = all.findIndex((option) => option.value === value);
  return (
    <label class="choice" data-set={value !== undefined}>
      <span class="hidden">{label}</span>
      <select value={String(at)} onChange={(event) => onChoice(all[Number(event.currentTarget.value)]?.value)}>
        <option value="-1">{any}</option>
        {all.map((option, index) => (
          <option key={option.value} value={String(index)}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
