import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ExperimentSize } from '../../lab/experiments/preset.ts';
import { EXPERIMENT_IDS, presetOf, type ExperimentId } from '../../lab/experiments/presets.ts';
import { isFree } from '../../lab/state/state.ts';
import { choice } from '../kit/choice.ts';
import { choiceStyles } from '../kit/choice-styles.ts';
import { LabElement } from '../kit/lab-element.ts';
import { OpenPanelEvent } from '../kit/panel/open-panel.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

const SIZES: Record<ExperimentSize, string> = { full: 'full', quick: 'quick' };

/** Every experiment with the result that it reproduces. A chosen one closes the panel. */
@customElement('experiment-picker')
export class ExperimentPicker extends LabElement {
  static override styles = [
    sharedStyles,
    choiceStyles,
    css`
      .size {
        margin-bottom: 0.75rem;
      }
      ul {
        margin: 0 -0.75rem;
        padding: 0;
        list-style: none;
      }
      button {
        display: block;
        width: 100%;
        padding: 0.6rem 0.75rem;
        border: 0;
        font-weight: 400;
        text-align: left;
      }
      button:hover:not(:disabled) {
        background: var(--accent-wash);
        box-shadow: none;
      }
      button[aria-current] {
        box-shadow: inset 3px 0 0 var(--accent);
        border-radius: 0 8px 8px 0;
      }
      .title {
        display: block;
        font-weight: 600;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { otherTab } = this.lab.state;
    const until = otherTab !== null ? 'you use this tab' : 'the sweep has ended or is stopped';
    return html`${this.#size()}
      ${isFree(this.lab.state) ? nothing : html`<p class="size soft">Another experiment can be chosen once ${until}.</p>`}
      <ul>
        ${EXPERIMENT_IDS.map((id) => html`<li>${this.#row(id)}</li>`)}
      </ul>`;
  }

  #row(id: ExperimentId): TemplateResult {
    const { title, result } = presetOf(id);
    const isChosen = id === this.lab.state.experiment;
    return html`<button
      ?disabled=${!isFree(this.lab.state)}
      aria-current=${isChosen ? 'true' : nothing}
      @click=${() => this.#choose(id)}
    >
      <span class="title">${title}</span> <span class="small soft">${result}</span>
    </button>`;
  }

  #size(): TemplateResult | typeof nothing {
    const { experiment, size } = this.lab.state;
    if (presetOf(experiment).measures === 'table') return nothing;
    return html`<div class="size">
      ${choice({
        label: 'size',
        name: 'size',
        values: SIZES,
        chosen: size,
        locked: !isFree(this.lab.state),
        choose: (value) => this.lab.choose(experiment, value),
      })}
    </div>`;
  }

  #choose(id: ExperimentId): void {
    this.lab.choose(id);
    this.dispatchEvent(new OpenPanelEvent(null));
  }
}
