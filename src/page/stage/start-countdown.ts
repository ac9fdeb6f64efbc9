import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/**
 * Says that the sweep starts by itself and when, with a way to prevent it; nothing if it does not. Screen readers hear of it
 * once, from the state's announcer.
 */
@customElement('start-countdown')
export class StartCountdown extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        gap: 0.3rem 0.75rem;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { countdown } = this.lab.state;
    if (countdown === null) return nothing;
    return html`<div class="row">
      <p class="soft">Starts by itself in <strong>${countdown} s</strong>. Any click or key stops this.</p>
      <button @click=${() => this.lab.cancelCountdown()}>Don’t start</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'start-countdown': StartCountdown;
  }
}
