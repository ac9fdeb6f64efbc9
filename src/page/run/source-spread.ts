import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatLoss } from '../../charts/quantity.ts';
import { sourceSpread, type SourceSpread } from '../../lab/files/identity/source-spread.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import { LabElement } from '../kit/lab-element.ts';
import { numbersTable } from '../kit/numbers-table.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';

/** How much the losses of the same settings differ between machines; nothing while all runs have one source. */
@customElement('source-spread')
export class SourceSpreadElement extends LabElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      h3 {
        margin: 1rem 0 0.3rem;
        font-size: 1rem;
      }
      p {
        overflow-wrap: anywhere;
      }
      thead th {
        min-width: 6rem;
        white-space: normal;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { runs } = this.lab.state;
    const spread = sourceSpread(runs);
    if (spread === null || spread.together === null) return nothing;
    const unit = lossUnitOf(runs);
    return html`<h3>Between machines</h3>
      <p>${spreadWords(spread)}</p>
      ${
        spread.models.length === 0
          ? nothing
          : numbersTable(
              {
                columns: [
                  { head: 'Run' },
                  { head: 'Standard deviation', unit: 'nats' },
                  ...spread.sources.map((head) => ({ head, unit })),
                ],
                rows: rowsOf(spread),
              },
              'losses of the same settings by machine',
            )
      }`;
  }
}

function rowsOf({ labels, models, sources }: SourceSpread): string[][] {
  const settings = models.map(({ setting }) => setting);
  return models.map(({ setting, seed, losses, deviation }) => {
    const label = labels.get(setting) ?? '';
    const alone = settings.indexOf(setting) === settings.lastIndexOf(setting);
    const bySource = new Map(losses.map(({ machine, loss }) => [machine, formatLoss(loss)]));
    return [
      alone ? label : `${label}, seed ${seed}`,
      deviationWords(deviation),
      ...sources.map((source) => bySource.get(source) ?? '–'),
    ];
  });
}

/** States what is known about the spread, in nats. */
function spreadWords({ machines, models, seeds, sources, together }: SourceSpread): string {
  const fits = 'The fits take each loss as a measurement of its own.';
  if (machines === null) {
    const both =
      together === null
        ? ''
        : ` Losses of the same settings differ by ${nats(together)} (pooled standard deviation).`;
    return `These runs come from ${sources.length} sources, and each used seeds of its own, so the spread of seeds and the spread of machines cannot be told apart.${both} ${fits}`;
  }
  const trained = models.length === 1 ? 'one model' : `the same ${models.length} models`;
  const beside = seeds === null ? '' : `, and between seeds of one source by ${nats(seeds)}`;
  return `Several sources trained ${trained}. Losses differ between sources by ${nats(machines)}${beside} (pooled standard deviations). ${fits}`;
}

function nats(value: number): string {
  return `${deviationWords(value)} nats`;
}

function deviationWords(value: number): string {
  return value === 0 ? '0' : value.toPrecision(2);
}

declare global {
  interface HTMLElementTagNameMap {
    'source-spread': SourceSpreadElement;
  }
}
