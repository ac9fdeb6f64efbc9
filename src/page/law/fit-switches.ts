import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { LossFunction } from '../../laws/stats/huber.ts';
import type { FloorChoice } from '../../laws/power-law/choose-floor.ts';
import type { ParameterConvention } from '../../laws/counting/parameter-convention.ts';
import { shownFits } from '../../lab/state/shown-fits.ts';
import { choice } from '../kit/choice.ts';
import { choiceStyles } from '../kit/choice-styles.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

const FLOORS: Record<FloorChoice, string> = { auto: 'by AICc', never: 'none', always: 'always' };
const CONVENTIONS: Record<ParameterConvention, string> = {
  'non-embedding': 'non-embedding',
  'with-embedding': 'with embedding',
  'with-head': 'with head',
  total: 'all',
};
const LOSSES: Record<LossFunction, string> = { huber: 'Huber, δ = 0.001', squares: 'least squares' };

/** Options of the fits: how N is counted, whether laws have a floor, what is minimised. Each change refits everything. */
@customElement('fit-switches')
export class FitSwitches extends LabElement {
  static override styles = [
    sharedStyles,
    choiceStyles,
    css`
      .row {
        gap: 0.5rem 1.25rem;
      }
      p {
        margin-top: 0.35rem;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { fitOptions, measured } = this.lab.state;
    const { fits, laws } = shownFits(this.lab.state);
    if (fits.length === 0 && laws.length === 0) return nothing;
    return html`<div class="row">
        ${
          measured === null
            ? choice({
                label: 'N counts',
                name: 'convention',
                values: CONVENTIONS,
                chosen: fitOptions.convention,
                choose: (value) => this.lab.setFitOptions({ convention: value }),
              })
            : nothing
        }
        ${choice({
          label: 'floor',
          name: 'floor',
          values: FLOORS,
          chosen: fitOptions.floor,
          choose: (value) => this.lab.setFitOptions({ floor: value }),
        })}
        ${choice({
          label: 'fit by',
          name: 'loss',
          values: LOSSES,
          chosen: fitOptions.loss,
          choose: (value) => this.lab.setFitOptions({ loss: value }),
        })}
      </div>
      <p class="small soft">${this.#pendingWords()}</p>`;
  }

  #pendingWords(): string {
    const { pending, progress, failure } = this.lab.state.analysis;
    if (failure !== '') return `The fits could not be made: ${failure}.`;
    switch (pending) {
      case null:
        return '';
      case 'laws':
        return 'Fitting the laws …';
      case 'fits':
        return `Fitting, ${Math.floor(100 * progress)} % …`;
      default:
        throw new Error(`no such part: ${String(pending satisfies never)}`);
    }
  }
}
