import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HeldText, OwnTextState } from '../../lab/state/own-text-state.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { entropyWords, replacedWords } from './own-text-words.ts';

/** The figures of a text: its symbols, its tokens, and how far counts of one or two tokens predict it. */
@customElement('own-text-facts')
export class OwnTextFacts extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.15rem 1rem;
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
      dd {
        margin: 0;
      }
      p {
        margin-top: 0.3rem;
      }
      @media (max-width: 40rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }
        dd {
          margin-bottom: 0.3rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) text!: HeldText;
  @property({ attribute: false }) coding: OwnTextState['coding'] = 'characters';

  protected override render(): TemplateResult {
    const { coding, text } = this;
    const { bigram, tokens, unigram, vocabulary } = text.codings[coding];
    const bytesPerToken = text.bytes / tokens;
    const unit = coding === 'bytes' ? 'byte' : 'character';
    const entropy = (nats: number): string => entropyWords(nats, unit, bytesPerToken);
    const replaced = coding === 'characters' ? replacedWords(text, vocabulary) : '';
    return html`<dl class="small">
        <dt class="soft">Symbols V</dt>
        <dd>${vocabulary}</dd>
        <dt class="soft">Tokens</dt>
        <dd>
          ${tokens.toLocaleString('en')}${coding === 'bytes' ? '' : ` · ${bytesPerToken.toLocaleString('en', { maximumFractionDigits: 3 })} bytes each on average`}
        </dd>
        <dt class="soft">Unigram entropy</dt>
        <dd>${entropy(unigram)}</dd>
        <dt class="soft">Bigram entropy</dt>
        <dd>${entropy(bigram)}</dd>
      </dl>
      ${replaced === '' ? nothing : html`<p class="small soft">${replaced}</p>`}
      <p class="small soft">
        A model that learns only how often each symbol occurs reaches the unigram entropy; one that also sees
        the symbol before reaches the bigram entropy.
      </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'own-text-facts': OwnTextFacts;
  }
}
