import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { about } from '../../charts/quantity.ts';
import type { NextStep } from '../../lab/experiments/next-step.ts';
import { pricedStep, type PricedStep } from '../../lab/state/priced-step.ts';
import { isHidden } from '../../lab/state/is-hidden.ts';
import { startRefusals } from '../../lab/state/start-refusals.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** What to try next: how long it takes here, and a button that starts it. */
@customElement('next-step-button')
export class NextStepButton extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        gap: 0.5rem 0.75rem;
        margin-top: 0.5rem;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) step!: NextStep;

  protected override render(): TemplateResult | typeof nothing {
    const priced = pricedStep(this.lab.state, this.step);
    if (priced === null || isHidden(this.lab.state, 'settings')) return nothing;
    const { refused, words } = priced;
    return html`<div class="row">
      <button ?disabled=${refused !== ''} @click=${() => this.#start(priced)}>${words}</button>
      <span class="soft">${refused === '' ? costWords(priced) : refused}</span>
    </div>`;
  }

  /** Fills the form, and starts unless the GPU cannot hold the runs: then the reason stands beside Start. */
  #start({ selection: { draft, experiment, size } }: PricedStep): void {
    const { state } = this.lab;
    if (state.experiment !== experiment || state.size !== size) this.lab.choose(experiment, size);
    this.lab.edit(draft);
    if (Object.keys(startRefusals(this.lab.state)).length === 0) void this.lab.start();
  }
}

/** `about 14 min here`, and whether that speed was measured. */
function costWords({ measured, seconds }: PricedStep): string {
  if (seconds === null) return '';
  const time = `takes ${about(seconds)} here`;
  return measured ? time : `${time} (rough; updated after the first model)`;
}
