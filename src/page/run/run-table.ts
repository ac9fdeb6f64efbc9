import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { presetOf } from '../../lab/experiments/presets.ts';
import { outcomes } from '../../lab/analysis/prediction.ts';
import { reachedLosses, type Run } from '../../lab/runs/run.ts';
import { hasModel } from '../../lab/state/has-model.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sourceNames } from '../../lab/files/identity/source-spread.ts';
import './model-links.ts';
import './source-spread.ts';
import { formatLoss, scientific, short, whole } from '../../charts/quantity.ts';
import './results-links.ts';
import type { RunStyle } from '../../charts/run-style.ts';
import { legendEntries } from '../kit/legend-entries.ts';
import { legendKey } from '../kit/legend-key.ts';
import { nameOf, stateWords } from '../kit/run-words.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

/** Every run of the sweep with its cost and its loss. */
@customElement('run-table')
export class RunTable extends LabElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      .covered {
        color: var(--good);
      }
      .missed {
        color: var(--bad);
      }
      .source {
        min-width: 10rem;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .state {
        min-width: 8rem;
        white-space: normal;
      }
      .failed {
        min-width: 16rem;
        color: var(--bad);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { runs, shown } = this.lab.state;
    const entryOf = legendEntries(runs);
    const unit = lossUnitOf(runs);
    const sources = sourceNames(runs);
    const several = new Set(sources.values()).size > 1;
    return html`
      <h2 id="title">Runs</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="title">
        <table>
          <thead>
            <tr>
              <th scope="col">${presetOf(shown).unit === 'width' ? 'Width d' : 'Run'}</th>
              ${several ? html`<th scope="col" class="words">Source</th>` : nothing}
              <th scope="col">N<br /><small>parameters</small></th>
              <th scope="col">D<br /><small>tokens</small></th>
              <th scope="col">C<br /><small>FLOP</small></th>
              <th scope="col">6ND<br /><small>FLOP</small></th>
              <th scope="col">Predicted<br /><small>${unit}</small></th>
              <th scope="col">Loss<br /><small>${unit}</small></th>
              <th scope="col">Speed<br /><small>tokens/s</small></th>
              <th scope="col" class="words">State</th>
              <th scope="col" class="words">In the fit</th>
              <th scope="col" class="words">Model</th>
            </tr>
          </thead>
          <tbody>
            ${runs.map((run) =>
              this.#row(run, entryOf(run.plan.id).style, several ? (sources.get(run.plan.id) ?? '') : null),
            )}
          </tbody>
        </table>
      </div>
      <source-spread .lab=${this.lab}></source-spread>
      <results-links .lab=${this.lab}></results-links>
    `;
  }

  /** @param source null if all runs have the same one */
  #row(run: Run, style: RunStyle, source: string | null): TemplateResult {
    const name = presetOf(this.lab.state.shown).unit === 'width' ? run.plan.shape.width : run.label;
    return html`<tr>
      <th scope="row">${legendKey(style)} ${name}</th>
      ${source === null ? nothing : html`<td class="words source">${source}</td>`}
      <td>${whole(run.parameters.nonEmbedding)}</td>
      <td>${short(run.tokens)}</td>
      <td>${scientific(run.flops)}</td>
      <td>${scientific(run.sixND)}</td>
      <td>${predicted(run)}</td>
      <td>${reached(run)}</td>
      <td>${speed(run)}</td>
      <td class="words state ${run.state}">${stateWords(run)}</td>
      <td class="words">
        <input
          type="checkbox"
          aria-label="${source === null ? nameOf(run) : `${nameOf(run)}, ${source},`} in the fit"
          .checked=${run.fitted}
          @change=${() => this.lab.setFitted(run.plan.id, !run.fitted)}
        />
      </td>
      <td class="words">
        ${hasModel(this.lab.state, run) ? html`<model-links .lab=${this.lab} .run=${run}></model-links>` : '–'}
      </td>
    </tr>`;
  }
}

function speed({ speedVoid, tokensPerSecond }: Run): TemplateResult | string {
  if (speedVoid !== '') return html`void<br /><small>${speedVoid}</small>`;
  return tokensPerSecond > 0 ? short(tokensPerSecond) : '–';
}

function predicted({ prediction }: Run): string {
  if (prediction === null) return '–';
  const { low, high } = prediction;
  if (!Number.isFinite(low)) return Number.isFinite(high) ? `below ${formatLoss(high)}` : 'any loss';
  return Number.isFinite(high) ? `${formatLoss(low)} to ${formatLoss(high)}` : `above ${formatLoss(low)}`;
}

/** Final validation losses, one for each lane, each with a mark that says whether the predicted interval covers it. */
function reached(run: Run): TemplateResult | string {
  const losses = reachedLosses(run);
  if (losses === null) return '–';
  const covered = outcomes(run);
  return html`${Array.from(losses, (value, lane) => html`<div>${formatLoss(value)} ${mark(covered[lane])}</div>`)}`;
}

function mark(covered: boolean | undefined): TemplateResult | typeof nothing {
  if (covered === undefined) return nothing;
  return covered
    ? html`<span class="covered" role="img" aria-label="as predicted">✓</span>`
    : html`<span class="missed" role="img" aria-label="not as predicted">✗</span>`;
}
