import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shownLaw } from '../lab/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import type { SampledLaw } from '../laws/analysis.ts';
import type { FloorChoice } from '../laws/choose-law.ts';
import { isRefusal } from '../laws/refusal.ts';
import { choice } from './choice.ts';
import { choiceStyles } from './choice-styles.ts';
import { FollowLab } from './follow-lab.ts';
import { caveats, exponentWords, scoreWords } from './law-words.ts';
import { figure, loss } from './quantity.ts';
import { sharedStyles } from './shared-styles.ts';

const FLOORS: Record<FloorChoice, string> = { auto: 'by AICc', never: 'none', always: 'always' };

/** The law: its formula, intervals and reason, how its predictions fared, and what to beware of. */
@customElement('law-statement')
export class LawStatement extends LitElement {
  static override styles = [
    sharedStyles,
    choiceStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0.5rem 1rem;
      }
      .formula {
        margin: 0.6rem 0;
        font-size: 1.3rem;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      sup {
        line-height: 1;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0.15rem 1rem;
        margin: 0 0 0.6rem;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
      }
      p + p {
        margin-top: 0.35rem;
      }
      ul {
        margin: 0.6rem 0 0;
        padding-left: 1.1rem;
        font-size: 0.875rem;
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false }) lab!: Lab;

  constructor() {
    super();
    new FollowLab(this);
  }

  protected override render(): TemplateResult {
    const { floor } = this.lab.state.fitting;
    return html`
      <div class="head">
        <h2>The law</h2>
        ${choice({
          label: 'floor',
          name: 'floor',
          values: FLOORS,
          chosen: floor,
          choose: (value) => this.lab.setFloor(value),
        })}
      </div>
      ${this.#body()}
    `;
  }

  #body(): TemplateResult {
    const { fitting, runs } = this.lab.state;
    const law = shownLaw(this.lab.state);
    if (law === null) {
      return html`<p class="soft">
        It appears with the third width, and from then on foretells each next one before it is trained.
      </p>`;
    }
    if (isRefusal(law)) return html`<p class="soft">No law yet: ${law.refused}</p>`;
    return html`
      <p class="formula">${typeset(law.formula)}</p>
      ${figures(law)}
      <p>${exponentWords(law)} ${law.reason}</p>
      <p>${scoreWords(runs)}</p>
      <ul>
        ${caveats(law, fitting.convention).map((caveat) => html`<li>${caveat}</li>`)}
      </ul>
    `;
  }
}

/** A formula's powers, raised. */
function typeset(formula: string): (string | TemplateResult)[] {
  return formula.split(/\^(-?[\d.]+)/).map((part, i) => (i % 2 === 1 ? html`<sup>${part}</sup>` : part));
}

function figures(law: SampledLaw): TemplateResult {
  const { exponent, floor } = law.intervals;
  return html`<dl>
    <dt>Exponent α</dt>
    <dd>
      ${figure(law.exponent)}
      <span class="soft">(95 %: ${figure(exponent.low)} to ${figure(exponent.high)})</span>
    </dd>
    ${
      law.hasFloor && floor !== null
        ? html`<dt>Floor E</dt>
            <dd>
              ${loss(law.floor)} nats/character
              <span class="soft">(95 %: ${loss(floor.low)} to ${loss(floor.high)})</span>
            </dd>`
        : nothing
    }
    <dt>Points</dt>
    <dd>${law.models.length} models</dd>
  </dl>`;
}
