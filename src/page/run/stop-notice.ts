import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Says beside Start why a sweep stopped by itself, and what to do; nothing if none did. */
@customElement('stop-notice')
export class StopNotice extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      p {
        padding: 0.6rem 1rem;
        background: var(--bad-wash);
        border: 1px solid var(--bad);
        border-radius: var(--radius);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { stopReason } = this.lab.state;
    return stopReason === '' ? nothing : html`<p>${stopReason}</p>`;
  }
}
