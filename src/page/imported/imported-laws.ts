import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { mainLaw } from '../../lab/imported/main-law.ts';
import { absentLaws } from '../../lab/imported/measured-fits.ts';
import { measuredPredictions } from '../../lab/imported/measured-predictions.ts';
import { seriesOfTable, type MeasuredTable } from '../../lab/imported/measured-run.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { formatEstimate, formatExponent, formatNumber } from '../../laws/format-number.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { heldOutWords } from '../law/evidence-words.ts';
import { jointLaws, powerLaw, type JointLaw } from '../law/joint-laws.ts';
import { exponentWords } from '../law/law-words.ts';
import { lawStyles } from '../law/law-styles.ts';
import { typeset } from '../kit/typeset.ts';
import { importedCaveats, leftOutWords, optimumWords } from './imported-words.ts';

const OVER = { N: 'parameters N', D: 'tokens D', U: 'distinct tokens U', C: 'compute C' } as const;

/** The laws through somebody's runs: first the one that their columns are best for, then all others, then what is absent. */
@customElement('imported-laws')
export class ImportedLaws extends LabElement {
  static override styles = [
    sharedStyles,
    lawStyles,
    css`
      dl {
        grid-template-columns: max-content minmax(0, 1fr);
      }
      dd {
        overflow-wrap: anywhere;
      }
      small {
        display: block;
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
      @media (max-width: 40rem) {
        .others {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { analysis, measured } = this.lab.state;
    if (measured === null) return nothing;
    return html`
      <h2>The laws</h2>
      ${this.#main(measured, analysis)} ${this.#others(measured, analysis)}
      <ul>
        ${[...absentLaws(measured), ...importedCaveats(measured)].map((words) => html`<li>${words}</li>`)}
      </ul>
    `;
  }

  #main(table: MeasuredTable, analysis: Analysis): TemplateResult {
    const main = mainLaw(table, analysis);
    const unused = leftOutWords(table, measuredPredictions(table, analysis));
    switch (main.kind) {
      case 'joint': {
        const { a, b, constants, formula } = main.law;
        return html`<p class="formula">${typeset(formula)}</p>
          ${constantsList({ ...constants, a, b })}
          <p>${optimumWords(main.law)} ${unused}</p>`;
      }
      case 'repeats':
        return html`<p class="formula">${typeset(main.law.formula)}</p>
          ${constantsList(main.law.constants)}
          <p>
            E, A, B, α and β come from the ${main.law.baseModels} rows that repeat no tokens; their
            uncertainty is not in the intervals. After R_D* repetitions the worth of a further one has fallen
            to 1/e.
          </p>`;
      case 'power': {
        const [law, ...others] = main.laws;
        if (law === undefined || others.length > 0)
          return html`<p class="soft">Each series has a law of its own, in the list below.</p>`;
        const { exponent, floor } = law.intervals;
        return html`<p class="formula">${typeset(law.formula)}</p>
          ${constantsList({
            alpha: { value: law.exponent, ...exponent },
            ...(floor === null ? {} : { E: { value: law.floor, ...floor } }),
          })}
          <p>${exponentWords(law)} ${law.reason}</p>
          <p>${heldOutWords(law)} ${unused}</p>`;
      }
      case 'none':
        return html`<p class="soft">${noLawWords(main.why, this.lab.state.analysis.pending !== null)}</p>`;
      default:
        throw new Error(`no such law: ${String(main satisfies never)}`);
    }
  }

  /** Every other law, one line each. */
  #others(table: MeasuredTable, analysis: Analysis): TemplateResult | typeof nothing {
    const several = seriesOfTable(table).length > 1;
    const main = mainLaw(table, analysis);
    const stated = main.kind === 'joint' || main.kind === 'repeats' ? main.law.formula : '';
    const joint = jointLaws(analysis).filter(({ formula }) => formula !== stated);
    const power = analysis.laws.map(({ law, of, series }) =>
      powerLaw(several ? `${series}, over ${OVER[of]}` : `Over ${OVER[of]}`, law),
    );
    const approaches = (analysis.approaches?.table ?? []).map(({ number, name, exponents }): JointLaw => ({
      name: `Approach ${number}, ${name}`,
      formula: isRefusal(exponents)
        ? exponents
        : `N_opt ∝ C^${formatExponent(exponents.a.value)}, D_opt ∝ C^${formatExponent(exponents.b.value)}`,
      words: isRefusal(exponents) ? '' : `a ${interval(exponents.a)}, b ${interval(exponents.b)}`,
    }));
    const all = [...joint, ...approaches, ...power];
    if (all.length === 0) return nothing;
    return html`<dl class="others">
      ${all.map(
        ({ name, formula, words }) =>
          html`<dt>${name}</dt>
            <dd>
              ${typeof formula === 'string' ? typeset(formula) : html`<span class="soft">not fitted: ${formula.refused}</span>`}
              <small class="soft">${words}</small>
            </dd>`,
      )}
    </dl>`;
  }
}

function noLawWords(why: string, pending: boolean): string {
  if (pending) return 'The laws are being fitted.';
  return why === '' ? 'These rows determine no law.' : `These rows determine no law: ${why}.`;
}

const GREEK: Readonly<Record<string, string>> = { alpha: 'α', beta: 'β' };

function constantsList(values: Readonly<Record<string, Estimate>>): TemplateResult {
  return html`<dl>
    ${Object.entries(values).map(([symbol, estimate]) => {
      const [value] = formatEstimate(estimate, digits);
      return html`<dt>${GREEK[symbol] ?? symbol}</dt>
        <dd>${value} <span class="soft">(95 %: ${interval(estimate)})</span></dd>`;
    })}
  </dl>`;
}

/** Five digits, so that a published value can be compared; large numbers as others are written. */
function digits(value: number): string {
  return Math.abs(value) < 1e4 ? String(Number(value.toPrecision(5))) : formatNumber(value);
}

function interval(estimate: Estimate): string {
  const [, low, high] = formatEstimate(estimate);
  return `${low} to ${high}`;
}
