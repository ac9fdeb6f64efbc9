import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { presetOf } from '../../lab/experiments/presets.ts';
import type { LawVariable } from '../../laws/analysis/request.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { GlossaryName } from '../glossary/glossary.ts';
import '../glossary/glossary-term.ts';
import { withTerms } from '../glossary/with-terms.ts';
import { LabElement } from '../kit/lab-element.ts';
import { caveats } from './caveats.ts';
import { formWords, heldOutWords, pointsWords, scoreWords } from './evidence-words.ts';
import { jointLaws, powerLaw, type JointLaw } from './joint-laws.ts';
import { exponentWords, intervalWords, misfitWords } from './law-words.ts';
import { machineWords } from './machine-words.ts';
import { shownLaw } from '../../lab/state/state.ts';
import { figure, formatLoss } from '../../charts/quantity.ts';
import { seriesLabel } from '../kit/run-styles.ts';
import { lawStyles } from './law-styles.ts';
import { typeset } from '../kit/typeset.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

const OVER: Record<LawVariable, string> = {
  N: 'parameters',
  D: 'tokens',
  U: 'distinct tokens',
  C: 'compute',
};

/** The laws: formulas, intervals, reasons, results of predictions, and caveats. */
@customElement('law-statement')
export class LawStatement extends LabElement {
  static override styles = [
    sharedStyles,
    lawStyles,
    css`
      .others {
        margin-top: 0.6rem;
      }
      .others dd {
        overflow-wrap: anywhere;
      }
      small {
        display: block;
      }
      @media (max-width: 40rem) {
        .others {
          grid-template-columns: minmax(0, 1fr);
        }
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

  protected override render(): TemplateResult {
    return html`
      <h2>The law</h2>
      ${this.#main()} ${this.#others()} ${this.#caveats()} ${terms()}
    `;
  }

  /** The law that the experiment tests. */
  #main(): TemplateResult | typeof nothing {
    const { analysis, runs, shown } = this.lab.state;
    const law = shownLaw(this.lab.state);
    if (law === null) {
      const joint = jointLaws(analysis).find(({ formula }) => typeof formula === 'string');
      if (joint !== undefined) return nothing;
      const { laws, unit } = presetOf(shown);
      return laws.length === 0
        ? html`<p class="soft">The law appears when enough runs have finished.</p>`
        : html`<p class="soft">
            The law appears with the third ${unit}. From then on it predicts each next one before it is
            trained.
          </p>`;
    }
    if (isRefusal(law)) return html`<p class="soft">No law yet: ${law.refused}</p>`;
    const heldOut = heldOutWords(law);
    const set = withTerms();
    return html`
      <p class="formula">${typeset(law.formula)}</p>
      ${figures(law, lossUnitOf(runs))}
      <p>${set(`${exponentWords(law)} ${law.reason}`)}</p>
      ${[formWords(law), ...misfitWords(law)].filter((words) => words !== '').map((words) => html`<p>${set(words)}</p>`)}
      ${heldOut === '' ? nothing : html`<p>${set(heldOut)}</p>`}
      <p>${set(scoreWords(runs))}</p>
      ${machineWords(this.lab.state).map((words) => html`<p>${set(words)}</p>`)}
    `;
  }

  /** Every other law of the experiment, one line each. */
  #others(): TemplateResult | typeof nothing {
    const { analysis } = this.lab.state;
    const main = shownLaw(this.lab.state);
    const series = new Set(analysis.laws.map((law) => law.series)).size;
    const others = analysis.laws
      .filter(({ law }) => law !== main)
      .map(({ law, of, series: name }) =>
        powerLaw(series > 1 ? `${seriesLabel(name)}, over ${OVER[of]}` : `Over ${OVER[of]}`, law),
      );
    const all: JointLaw[] = [...jointLaws(analysis), ...others];
    if (all.length === 0) return nothing;
    return html`<dl class="others">
      ${all.map(
        ({ name, formula, words }) =>
          html`<dt>${name}</dt>
            <dd>
              ${typeof formula !== 'string' ? html`<span class="soft">not fitted: ${formula.refused}</span>` : typeset(formula)}
              <small class="soft">${typeset(words)}</small>
            </dd>`,
      )}
    </dl>`;
  }

  #caveats(): TemplateResult {
    const { fitOptions, shown } = this.lab.state;
    const law = shownLaw(this.lab.state);
    const main = law === null || isRefusal(law) ? null : law;
    const set = withTerms();
    return html`<ul>
      ${caveats(main, fitOptions.convention, presetOf(shown)).map((caveat) => html`<li>${set(caveat)}</li>`)}
    </ul>`;
  }
}

const TERMS: readonly (readonly [GlossaryName, string])[] = [
  ['power-law', 'power law'],
  ['interval', '95 % interval'],
  ['aicc', 'AICc'],
  ['huber', 'Huber loss'],
  ['N', 'N'],
  ['L', 'loss'],
];

/** The terms of this card that the glossary explains. */
function terms(): TemplateResult {
  return html`<p class="small soft">
    Terms:
    ${TERMS.map(
      ([name, words], i) => html`${i === 0 ? '' : ', '}<glossary-term term=${name}>${words}</glossary-term>`,
    )}
  </p>`;
}

function figures(law: SampledLaw, lossUnit: string): TemplateResult {
  const { exponentInterval: exponent } = law;
  const { floor } = law.intervals;
  return html`<dl>
    <dt><glossary-term term="exponent">Exponent α</glossary-term></dt>
    <dd>
      ${figure(law.exponent)}
      <span class="soft"
        >(95 %, ${intervalWords(law)}: ${figure(exponent.low)} to ${figure(exponent.high)})</span
      >
    </dd>
    ${
      law.hasFloor && floor !== null
        ? html`<dt><glossary-term term="floor">Floor E</glossary-term></dt>
            <dd>
              ${formatLoss(law.floor)} ${lossUnit}
              <span class="soft">(95 %: ${formatLoss(floor.low)} to ${formatLoss(floor.high)})</span>
            </dd>`
        : nothing
    }
    <dt>Points</dt>
    <dd>${pointsWords(law)}</dd>
  </dl>`;
}
