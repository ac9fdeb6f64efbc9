import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** Named values, one of which is chosen. */
export interface Choice<Value extends string> {
  label: string;
  name: string;
  values: Readonly<Partial<Record<Value, string>>>;
  chosen: Value;
  choose: (value: Value) => void;
  /** Whether nothing else can be chosen now. */
  locked?: boolean;
}

/** A row of radio buttons; the arrow keys move within it. The host element includes `choiceStyles`. */
export function choice<Value extends string>({
  label,
  name,
  values,
  chosen,
  choose,
  locked = false,
}: Choice<Value>): TemplateResult {
  return html`<fieldset class="choice">
    <legend>${label}</legend>
    ${keysOf(values).map(
      (value) =>
        html`<label
          ><input
            type="radio"
            name=${name}
            .checked=${live(value === chosen)}
            ?disabled=${locked}
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
