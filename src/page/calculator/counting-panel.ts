import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { CONVENTIONS, countBy, type ConventionName } from '../../laws/counting/counting-convention.ts';
import { petaflopDays, type CountedShape } from '../../laws/counting/count-parameters.ts';
import { kaplanTable } from '../../laws/counting/kaplan-table.ts';
import { GPT3_MODELS, type FamilyModel } from '../../laws/published/gpt3-models.ts';
import { numbersTable } from '../kit/numbers-table.ts';
import { figure, scientific, short, whole } from '../../charts/quantity.ts';
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
      h3 {
        margin: 1.25rem 0 0;
        font-size: 1rem;
        font-weight: 600;
      }
      button.plain {
        min-height: 0;
        padding: 0.1rem 0;
        background: none;
        border: 0;
        font: inherit;
        text-align: left;
        text-decoration: underline;
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
      ${'refused' in read ? '' : html`${counts(read)} ${operations(read.shape)}`}
      <h3>GPT-3's family</h3>
      <p class="small soft">
        Brown et al. 2020, table 2.1. Press a model to count it above. Where its heads do not divide its
        width, the nearest number that does is used.
      </p>
      ${family((model) => this.#take(model))}
    `;
  }

  #take({ heads, layers, width }: FamilyModel): void {
    this.draft = {
      ...GPT3_DRAFT,
      layers: whole(layers),
      width: whole(width),
      heads: whole(width % heads === 0 ? heads : divisorNear(width, heads)),
      feedForward: whole(4 * width),
    };
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

function operations(shape: CountedShape): TemplateResult {
  return html`
    <h3>Operation by operation</h3>
    <p class="small soft">Kaplan et al. 2020, table 1: one token's forward pass, without biases and norms.</p>
    ${numbersTable(
      {
        columns: [{ head: 'Operation' }, { head: 'Parameters' }, { head: 'Forward', unit: 'FLOP per token' }],
        rows: kaplanTable(shape).map(({ flopsPerToken, operation, parameters }) => [
          operation,
          parameters === null ? '–' : short(parameters),
          scientific(flopsPerToken),
        ]),
      },
      'Parameters and FLOP of each operation',
    )}
  `;
}

function family(take: (model: FamilyModel) => void): TemplateResult {
  return numbersTable(
    {
      columns: [
        { head: 'Model' },
        { head: 'N', unit: 'parameters' },
        { head: 'L', unit: 'layers' },
        { head: 'd', unit: 'width' },
        { head: 'H', unit: 'heads' },
        { head: 'Head', unit: 'numbers' },
        { head: 'B', unit: 'tokens' },
        { head: 'Learning rate', unit: 'largest' },
      ],
      rows: GPT3_MODELS.map((model) => [
        html`<button type="button" class="plain" @click=${() => take(model)}>${model.name}</button>`,
        short(model.parameters),
        whole(model.layers),
        whole(model.width),
        whole(model.heads),
        whole(model.headSize),
        short(model.batch),
        scientific(model.learningRate),
      ]),
    },
    'Models of GPT-3',
  );
}

/** The divisor of a width that is nearest to a number of heads. */
function divisorNear(width: number, heads: number): number {
  for (let off = 1; ; off++) {
    if (width % (heads - off) === 0) return heads - off;
    if (width % (heads + off) === 0) return heads + off;
  }
}
