import { html, type TemplateResult } from 'lit';

/** Named values, one of which is chosen. */
export interface Choice<Value extends string> {
  label: string;
  name: string;
  values: Readonly<Partial<Record<Value, string>>>;
  chosen: Value;
  choose: (value: Value) => void;
}

/** A row of radio buttons; the arrow keys move within it. The host element includes `choiceStyles`. */
export function choice<Value extends string>({
  label,
  name,
  values,
  chosen,
  choose,
}: Choice<Value>): TemplateResult {
  return html`<fieldset class="choice">
    <legend>${label}</legend>
    ${keysOf(values).map(
      (value) =>
        html`<label
          ><input
            type="radio"
            name=${name}
            .checked=${value === chosen}
            @change=${() => choose(value)}
          /><span>${values[value]}</span></label
        >`,
    )}
  </fieldset>`;
}

function keysOf<Key extends string>(record: Readonly<Partial<Record<Key, string>>>): Key[] {
  const keys: Key[] = [];
  for (const key in record) keys.push(key);
  return keys;
}
