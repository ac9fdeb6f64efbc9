import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { editableFields } from '../../lab/experiments/selection.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import { reachedLosses, type Run } from '../../lab/runs/run.ts';
import { machineWords } from '../../lab/runs/run-origin.ts';
import { shownLaw } from '../../lab/state/state.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { formatLoss, scientific, short, whole } from '../../charts/quantity.ts';
import { LabElement } from '../kit/lab-element.ts';
import { nameOf, stateWords } from '../kit/run-words.ts';
import { numbersTable } from '../kit/numbers-table.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { shownLink } from '../kit/link/shown-link.ts';
import { tableStyles } from '../kit/table-styles.ts';
import { caveats } from '../law/caveats.ts';
import { fieldChoices, fieldLabel } from '../setup/field-choices.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** The second page of a printed experiment: its runs, settings and caveats, with the machine and the date. */
@customElement('print-report')
export class PrintReport extends LabElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      :host {
        break-before: page;
      }
      h2 {
        margin: 1.5rem 0 0.4rem;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(3, max-content 1fr);
        gap: 0.2rem 1rem;
        margin: 0;
        font-size: 0.875rem;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      ul {
        margin: 0;
        padding-left: 1.1rem;
        font-size: 0.875rem;
      }
      p {
        overflow-wrap: anywhere;
      }
      .scroll {
        margin: 0;
        overflow: visible;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`${this.#runs()} ${this.#settings()} ${this.#caveats()}
      <h2>Where and when</h2>
      <p class="small">${this.#origin()}</p>`;
  }

  #runs(): TemplateResult | typeof nothing {
    const { runs } = this.lab.state;
    if (runs.length === 0) return nothing;
    const unit = lossUnitOf(runs);
    const columns = [
      { head: 'Run' },
      { head: 'N', unit: 'parameters' },
      { head: 'D', unit: 'tokens' },
      { head: 'C', unit: 'FLOP' },
      { head: 'Predicted', unit },
      { head: 'Loss', unit },
      { head: 'State' },
    ];
    return html`<h2>Runs</h2>
      ${numbersTable({ columns, rows: runs.map(rowOf) }, 'Printed runs')}`;
  }

  #settings(): TemplateResult | typeof nothing {
    const { begun, draft, ownText, recorded, shown } = this.lab.state;
    const fields = editableFields(shown);
    const text = (begun ?? recorded)?.draft ?? draft;
    if (fields.length === 0) return nothing;
    return html`<h2>Settings</h2>
      <dl>
        ${fields.map(
          (field) =>
            html`<dt>${fieldLabel(field, text)}</dt>
              <dd>${fieldChoices(field, text, ownText)?.[text[field]] ?? text[field]}</dd>`,
        )}
      </dl>`;
  }

  #caveats(): TemplateResult | typeof nothing {
    const { fitOptions, shown } = this.lab.state;
    if (presetOf(shown).measures !== 'runs') return nothing;
    const law = shownLaw(this.lab.state);
    const main = law === null || isRefusal(law) ? null : law;
    return html`<h2>Caveats</h2>
      <ul>
        ${caveats(main, fitOptions.convention, presetOf(shown)).map((words) => html`<li>${words}</li>`)}
      </ul>`;
  }

  /** The machines that trained the runs, else the adapter of this page; and the day of printing. */
  #origin(): string {
    const { adapter, runs } = this.lab.state;
    const machines = [
      ...new Set(runs.flatMap(({ origin }) => (origin === null ? [] : [machineWords(origin)]))),
    ];
    const here = adapter.kind === 'adapter' ? [adapter.name] : [];
    const where = machines.length > 0 ? machines : here;
    return [...where, `printed on ${DAY.format(new Date())}`, shownLink(this.lab.state)].join(' · ');
  }
}

function rowOf(run: Run): string[] {
  const { parameters, prediction, flops, tokens } = run;
  const losses = Array.from(reachedLosses(run) ?? [], formatLoss);
  const isKnown = prediction !== null && Number.isFinite(prediction.low) && Number.isFinite(prediction.high);
  return [
    nameOf(run),
    whole(parameters.nonEmbedding),
    short(tokens),
    scientific(flops),
    isKnown ? `${formatLoss(prediction.low)} to ${formatLoss(prediction.high)}` : '–',
    losses.join(', ') || '–',
    stateWords(run),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'print-report': PrintReport;
  }
}
