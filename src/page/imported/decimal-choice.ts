import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { numberInWords } from './number-in-words.ts';

const STYLES = [
  ['point', 'Decimal point'],
  ['comma', 'Decimal comma'],
] as const;

/** Asks which character stands before the decimals of somebody's table, where no cell tells. Shows nothing otherwise. */
@customElement('decimal-choice')
export class DecimalChoice extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      fieldset {
        min-width: 0;
        margin: 0.6rem 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 550;
        font-size: 0.9rem;
      }
      label {
        display: flex;
        align-items: baseline;
        gap: 0.5rem;
        padding: 0.2rem 0;
        overflow-wrap: anywhere;
      }
      input {
        flex: none;
        min-height: 0;
        accent-color: var(--accent);
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { columnForm } = this.lab.state;
    const ambiguous = columnForm?.reading.ambiguous ?? null;
    if (columnForm === null || ambiguous === null) return nothing;
    const { cell, where } = ambiguous;
    const { decimal } = columnForm;
    return html`<fieldset aria-describedby="why">
      <legend>Decimals</legend>
      <p class="small ${decimal === null ? 'refused' : 'soft'}" id="why">
        “${cell}” (${where}) is one number with a decimal point and another with a decimal comma, and no other
        cell tells which. ${decimal === null ? 'Choose how the table writes its numbers.' : nothing}
      </p>
      ${STYLES.map(
        ([style, words]) =>
          html`<label
            ><input
              type="radio"
              name="decimal"
              .checked=${live(style === decimal)}
              @change=${() => this.lab.imported.change({ decimal: style })}
            /><span>${words}: “${cell}” is ${numberInWords(ambiguous[style])}</span></label
          >`,
      )}
    </fieldset>`;
  }
}
