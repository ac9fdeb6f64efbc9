import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { lawHeadline } from './headline-words.ts';
import { typeset } from '../kit/typeset.ts';

/** The law of the experiment in large type, with its meaning in plain words and its interval; else what it needs. */
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
      .interval {
        font-size: var(--law-interval-size, 0.875rem);
        color: var(--ink-soft);
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { formula, interval, kind, words } = lawHeadline(this.lab.state);
    if (kind === 'none') return nothing;
    return html`${formula === undefined ? nothing : html`<p class="formula">${typeset(formula)}</p>`}
      <p class="words ${kind === 'law' ? '' : 'soft'}">${typeset(words)}</p>
      ${interval === undefined ? nothing : html`<p class="interval">${typeset(interval)}</p>`}`;
  }
}
