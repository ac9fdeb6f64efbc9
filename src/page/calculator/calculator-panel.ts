import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { computeTable, publishedOptima, type PublishedOptima } from '../../laws/published/calculator.ts';
import { fewestTokens, gopherAndChinchilla, growthOfOptima } from '../../laws/published/scale-up.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { figure, scientific, short } from '../../charts/quantity.ts';
import { numbersTable } from '../kit/numbers-table.ts';
import { kaplanLaws } from './kaplan-laws.ts';
import { readBudget } from './read-budget.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';
import './published-optima-chart.ts';

/** Training compute of GPT-3, in FLOP. */
const FIRST_BUDGET = '3.14e23';

/** The best model for a compute budget by published laws, and the compute table of GPT-3 recalculated. */
@customElement('calculator-panel')
export class CalculatorPanel extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      .ask {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
        margin: 0.5rem 0;
      }
      h3 {
        margin: 1.25rem 0 0;
        font-size: 1rem;
        font-weight: 600;
      }
      published-optima-chart {
        margin-top: 0.75rem;
      }
    `,
  ];

  @state() private text = FIRST_BUDGET;

  protected override render(): TemplateResult {
    const budget = readBudget(this.text);
    const refused = isRefusal(budget) ? budget.refused : '';
    return html`
      <h2 id="title">The best model for a budget</h2>
      <div class="ask">
        <label for="budget">Training compute C in FLOP</label>
        <input
          id="budget"
          inputmode="decimal"
          autocomplete="off"
          .value=${this.text}
          aria-invalid=${refused === '' ? 'false' : 'true'}
          aria-describedby="budget-words"
          @input=${(event: Event) => this.#read(event)}
        />
        <span id="budget-words" class=${refused === '' ? 'soft' : 'refused'} role="status"
          >${isRefusal(budget) ? refused : `${figure(budget.petaflopDays)} PF-days`}</span
        >
      </div>
      ${isRefusal(budget) ? nothing : optima(budget.flops)}
      <published-optima-chart .budget=${isRefusal(budget) ? null : budget.flops}></published-optima-chart>
      <p class="small soft">
        Hoffmann et al. 2022 say of Kaplan’s laws: ten times the compute, 5.5 times the parameters and 1.8
        times the tokens.
      </p>
      ${isRefusal(budget) ? nothing : kaplanLaws(budget.flops)}
      <p class="small soft">
        By Kaplan et al. 2020 a model overfits little if D is at least 5,000·N^0.74: 8 times the parameters
        need ${figure(fewestTokens(8) / fewestTokens(1))} times the tokens.
      </p>
      <h3>Gopher and Chinchilla</h3>
      <p class="small soft">
        Hoffmann et al. 2022 spent about the compute of Gopher on a quarter of its parameters. The losses are
        those that their law predicts.
      </p>
      ${gopherTable()}
      <h3>Training compute of GPT-3 and other models</h3>
      <p class="small soft">
        Brown et al. 2020, appendix D, compared with 6·N·D (3·N·D for models whose tokens each pass through
        half of the model).
      </p>
      ${gpt3Table()}
    `;
  }

  #read(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.text = event.target.value;
  }
}

const SOURCES: Record<keyof PublishedOptima, { name: string; words: string }> = {
  kaplan: { name: 'Kaplan 2020', words: 'N without embeddings, C at small batches' },
  hoffmann: { name: 'Chinchilla 2022', words: 'approach 3 as published' },
  besiroglu: { name: 'Besiroglu 2024', words: 'approach 3, fitted until it converged' },
};

function optima(flops: number): TemplateResult | typeof nothing {
  const found = publishedOptima(flops);
  if (isRefusal(found)) return nothing;
  const grown = growthOfOptima(10);
  return numbersTable(
    {
      columns: [
        { head: 'Source' },
        { head: 'N_opt', unit: 'parameters' },
        { head: 'D_opt', unit: 'tokens' },
        { head: 'D / N', unit: 'tokens per parameter' },
        { head: 'N_opt', unit: 'times, at 10·C' },
        { head: 'D_opt', unit: 'times, at 10·C' },
        { head: 'What it counts' },
      ],
      rows: SOURCE_NAMES.map((name) => {
        const { parameters, tokens } = found[name];
        const { name: source, words } = SOURCES[name];
        return [
          source,
          count(parameters),
          count(tokens),
          figure(tokens / parameters),
          figure(grown[name].parameters),
          figure(grown[name].tokens),
          words,
        ];
      }),
    },
    'Best model by source',
  );
}

const SOURCE_NAMES = ['kaplan', 'hoffmann', 'besiroglu'] as const;

function gopherTable(): TemplateResult {
  return numbersTable(
    {
      columns: [
        { head: 'Model' },
        { head: 'N', unit: 'parameters' },
        { head: 'D', unit: 'tokens' },
        { head: '6·N·D', unit: 'FLOP' },
        { head: 'D / N', unit: 'tokens per parameter' },
        { head: 'Loss', unit: 'nats per token' },
      ],
      rows: gopherAndChinchilla().map(({ flops, loss, name, parameters, tokens }) => [
        name,
        short(parameters),
        count(tokens),
        scientific(flops),
        figure(tokens / parameters),
        loss.toFixed(3),
      ]),
    },
    'Gopher and Chinchilla',
  );
}

function gpt3Table(): TemplateResult {
  return numbersTable(
    {
      columns: [
        { head: 'Model' },
        { head: 'N', unit: 'parameters' },
        { head: 'D', unit: 'tokens' },
        { head: 'C published', unit: 'FLOP' },
        { head: '6·N·D', unit: 'FLOP' },
        { head: 'C published', unit: 'PF-days' },
        { head: '6·N·D', unit: 'PF-days' },
        { head: 'Difference', unit: '%' },
      ],
      rows: computeTable().map(({ published, flops, petaflopDays }) => [
        published.model,
        short(published.parameters),
        short(published.tokens),
        scientific(published.flops),
        scientific(flops),
        figure(published.petaflopDays),
        figure(petaflopDays),
        percent(flops / published.flops - 1),
      ]),
    },
    'Training compute of published models',
  );
}

/** `0.1`; zero has no sign. */
function percent(share: number): string {
  return (100 * share).toFixed(1).replace('-0.0', '0.0').replace('-', '−');
}

/** `175B`, or `1.00×10¹³` for values beyond the suffixes. */
function count(value: number): string {
  return value >= 1 && value < 1e12 ? short(value) : scientific(value);
}
