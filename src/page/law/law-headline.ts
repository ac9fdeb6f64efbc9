import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { withTerms } from '../glossary/with-terms.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { DEFAULT_EXPERIMENT } from '../../lab/experiments/presets.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { LawHeadline } from './headline.ts';
import { powerLawHeadline } from './power-law-headline.ts';
import { verdictWords } from './verdict-words.ts';
import { typeset } from '../kit/typeset.ts';

const SILENT: LawHeadline = { kind: 'none', words: '' };

/**
 * The law of the experiment in large type, with its meaning in plain words and its interval; else what it needs. After the end,
 * what came of it.
 */
@customElement('law-headline')
export class LawHeadlineElement extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .formula {
        font-size: var(--law-size, clamp(1.35rem, 1rem + 1.4vw, 2.1rem));
        font-weight: 600;
        line-height: 1.25;
        letter-spacing: -0.012em;
        overflow-wrap: anywhere;
      }
      sup,
      sub {
        font-size: 0.62em;
        line-height: 1;
      }
      .words {
        font-size: var(--law-words-size, 1rem);
      }
      .verdict {
        font-weight: 600;
        color: var(--ink);
      }
      .interval {
        font-size: var(--law-interval-size, 0.875rem);
        color: var(--ink-soft);
      }
    `,
  ];

  /** The headlines of all experiments, once they are there. */
  #all: ((state: ExperimentState) => LawHeadline) | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { formula, interval, kind, words } = this.#headline(this.lab.state);
    const verdict = verdictWords(this.lab.state);
    if (kind === 'none' && verdict === '') return nothing;
    const set = withTerms();
    return html`${formula === undefined ? nothing : html`<p class="formula">${typeset(formula)}</p>`}
      <p class="words ${kind === 'law' ? '' : 'soft'}">
        ${set(words)} ${verdict === '' ? nothing : html`<strong class="verdict">${verdict}</strong>`}
      </p>
      ${interval === undefined ? nothing : html`<p class="interval">${set(interval)}</p>`}`;
  }

  #headline(state: ExperimentState): LawHeadline {
    if (state.shown === DEFAULT_EXPERIMENT) return powerLawHeadline(state);
    if (this.#all !== undefined) return this.#all(state);
    void this.#load();
    return SILENT;
  }

  /** Without a connection the headline stays silent; the charts say why. */
  async #load(): Promise<void> {
    const all = await import('./headline-words.ts').catch(() => undefined);
    if (all === undefined || this.#all !== undefined) return;
    this.#all = all.lawHeadline;
    this.requestUpdate();
  }
}
