import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { CONVENTIONS, countBy, type ConventionName } from '../../laws/counting/counting-convention.ts';
import { petaflopDays } from '../../laws/counting/count-parameters.ts';
import { numbersTable } from '../kit/numbers-table.ts';
import { figure, scientific, short } from '../../charts/quantity.ts';
import {
  GPT3_DRAFT,
  readShape,
  SHAPE_FIELDS,
  type CountedTraining,
  type ShapeDraft,
  type ShapeField,
  type ShapeRefusal,
} from './read-shape.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';

/** N and C of one model, by the conventions of four sources. */
@customElement('counting-panel')
export class CountingPanel extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr));
        gap: 0.5rem 0.75rem;
        margin: 0.5rem 0;
      }
      label {
        display: block;
        font-size: 0.875rem;
      }
      input {
        width: 100%;
        box-sizing: border-box;
      }
    `,
  ];

  @state() private draft = GPT3_DRAFT;

  protected override render(): TemplateResult {
    const read = readShape(this.draft);
    const refusal = 'refused' in read ? read : null;
    return html`
      <h2 id="title">One model, counted four ways</h2>
      <div class="fields">${SHAPE_FIELDS.map(({ of, name }) => this.#field(of, name, refusal))}</div>
      <p id="words" class=${refusal === null ? 'small soft' : 'refused'}>
        ${
          refusal === null
            ? 'Learned positions and a tied head, like GPT-3. C is the compute of training on D tokens.'
            : `${refusal.refused}.`
        }
      </p>
      ${'refused' in read ? '' : counts(read)}
    `;
  }

  #field(of: ShapeField, name: string, refusal: ShapeRefusal | null): TemplateResult {
    return html`<label
      >${name}
      <input
        name=${of}
        inputmode="decimal"
        autocomplete="off"
        .value=${this.draft[of]}
        aria-invalid=${refusal?.field === of ? 'true' : 'false'}
        aria-describedby="words"
        @input=${(event: Event) => this.#read(of, event)}
    /></label>`;
  }

  #read(of: ShapeField, event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const draft: ShapeDraft = { ...this.draft, [of]: event.target.value };
    this.draft = draft;
  }
}

const WORDS: Record<ConventionName, string> = {
  kaplan: 'no embeddings; 6·N per token',
  'gpt-3': 'every parameter; 6·N per token',
  chinchilla: 'every parameter; every operation, including embedding and softmax',
  exact: 'like this page: no embeddings; weights, attention over a full context, head',
};

function counts({ shape, tokens }: CountedTraining): TemplateResult {
  const names = ['kaplan', 'gpt-3', 'chinchilla', 'exact'] as const;
  return numbersTable(
    {
      columns: [
        { head: 'Source' },
        { head: 'N', unit: 'parameters' },
        { head: 'Training', unit: 'FLOP per token' },
        { head: 'C', unit: 'FLOP' },
        { head: 'C', unit: 'PF-days' },
        { head: 'What it counts' },
      ],
      rows: names.map((name) => {
        const convention = CONVENTIONS[name];
        const { parameters, flopsPerToken } = countBy(convention, shape);
        const flops = flopsPerToken * tokens;
        return [
          convention.source,
          short(parameters),
          scientific(flopsPerToken),
          scientific(flops),
          figure(petaflopDays(flops)),
          WORDS[name],
        ];
      }),
    },
    'Counts of one model by convention',
  );
}
