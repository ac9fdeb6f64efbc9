import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ExperimentSize } from '../../lab/experiments/preset.ts';
import { EXPERIMENT_IDS, isExperimentId, presetOf } from '../../lab/experiments/presets.ts';
import { isFree } from '../../lab/state/state.ts';
import { choice } from '../kit/choice.ts';
import { choiceStyles } from '../kit/choice-styles.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

const SIZES: Record<ExperimentSize, string> = { full: 'full', quick: 'quick' };

/** Chooses an experiment and its size, and shows the result that it reproduces. */
@customElement('experiment-picker')
export class ExperimentPicker extends LabElement {
  static override styles = [
    sharedStyles,
    choiceStyles,
    css`
      .row {
        gap: 0.5rem 1rem;
      }
      p {
        margin-top: 0.35rem;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { experiment, size } = this.lab.state;
    const locked = !isFree(this.lab.state);
    return html`<div class="row">
        <label for="experiment">Experiment</label>
        <select
          id="experiment"
          .value=${live(experiment)}
          ?disabled=${locked}
          @change=${(event: Event) => this.#choose(event)}
        >
          ${EXPERIMENT_IDS.map(
            (id) => html`<option value=${id} ?selected=${id === experiment}>${presetOf(id).title}</option>`,
          )}
        </select>
        ${
          presetOf(experiment).measures === 'table'
            ? nothing
            : choice({
                label: 'size',
                name: 'size',
                values: SIZES,
                chosen: size,
                locked,
                choose: (value) => this.lab.choose(experiment, value),
              })
        }
      </div>
      <p class="small soft">${presetOf(experiment).result}</p>`;
  }

  #choose(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const chosen = event.target.value;
    if (isExperimentId(chosen)) this.lab.choose(chosen);
  }
}
