import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { presetOf } from '../../lab/experiments/presets.ts';
import { LabElement } from '../kit/lab-element.ts';
import { isPanelHidden } from '../kit/panel/hidden-panel.ts';
import { OpenPanelEvent, type PanelName } from '../kit/panel/open-panel.ts';
import { FollowSources, runningSources } from '../kit/running-sources.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { chipWords } from './adapter-chip-words.ts';
import './page-menu.ts';

/**
 * The line at the top of the page: which experiment is shown, what else there is, and what trains. In a lesson the menu has
 * the class, because its panel is for teachers and a pupil would look there for the way to send results.
 */
@customElement('app-bar')
export class AppBar extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        position: sticky;
        top: 0;
        z-index: 5;
        background: var(--paper);
        border-bottom: 1px solid var(--rule);
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 0.15rem;
        height: var(--bar);
        padding-inline: var(--edge);
        white-space: nowrap;
      }
      .name {
        margin-right: 0.75rem;
        font-weight: 650;
        letter-spacing: 0.01em;
        color: var(--accent);
      }
      nav {
        display: flex;
        align-items: center;
        min-width: 0;
        gap: 0.15rem;
      }
      .space {
        flex: 1;
      }
      page-menu {
        flex: none;
      }
      .experiment,
      .chip {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      [aria-current] {
        color: var(--accent);
      }
      .experiment::after {
        content: '▾' / '';
        margin-left: 0.4rem;
        color: var(--ink-soft);
      }
      .chip {
        font-weight: 400;
        color: var(--ink-soft);
      }
      .chip::before {
        content: '';
        display: inline-block;
        width: 0.55rem;
        height: 0.55rem;
        margin-right: 0.5rem;
        border-radius: 50%;
        background: var(--dot);
      }
      .source {
        flex: none;
        min-height: 2rem;
        padding: 0.1rem 0.7rem;
        border-color: var(--accent);
        font-size: 0.875rem;
        color: var(--accent);
      }
      .ready {
        --dot: var(--good);
      }
      .slow,
      .asking {
        --dot: var(--field);
      }
      .none {
        --dot: var(--bad);
      }
      @media (max-width: 800px) {
        .wide {
          display: none;
        }
      }
      @media (max-width: 640px) {
        .name {
          margin-right: 0.25rem;
        }
        /* The adapter's words give way before the experiment's name. */
        .chip {
          flex: 0 20 auto;
        }
      }
      /* The sentence of the stage tells the adapter. */
      @media (max-width: 480px) {
        /* A long title stands on two lines. */
        .experiment {
          padding-inline: 0.4rem;
          font-size: 0.9rem;
          line-height: 1.2;
          text-align: left;
          white-space: normal;
        }
        .chip {
          flex: none;
          width: 2.75rem;
          font-size: 0;
        }
        .chip::before {
          margin: 0;
        }
        .source ~ .chip {
          display: none;
        }
      }
      @media (max-width: 360px) {
        .name {
          margin-right: 0;
        }
        .experiment {
          padding-inline: 0.3rem;
          font-size: 0.8rem;
        }
        .experiment::after {
          margin-left: 0.2rem;
        }
        .chip {
          width: 1.75rem;
          padding-inline: 0;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    new FollowSources(this);
  }

  protected override render(): TemplateResult {
    const { state } = this.lab;
    const { kind, words } = chipWords(state);
    return html`<header class="bar">
      <span class="name">Loglog</span>
      <nav aria-label="Page">
        ${this.#opens('experiment', presetOf(state.experiment).title, 'experiment', 'Experiment: ')}
        ${state.lesson === null ? html`${this.#benchmark()} ${this.#opens('class', 'Class', 'wide')}` : nothing}
        ${this.#opens('calculator', 'Calculator', 'wide')} ${this.#opens('history', 'History', 'wide')}
      </nav>
      <span class="space"></span>
      ${runningSources.all.map(
        ({ name, stop, title }) =>
          html`<button class="source" aria-label="Stop ${name}" title="Watching ${title}" @click=${stop}>
            Stop ${name}
          </button>`,
      )}
      ${this.#opens('adapter', words, `chip ${kind}`, 'Adapter: ')}
      <page-menu .lab=${this.lab}></page-menu>
    </header>`;
  }

  #benchmark(): TemplateResult {
    const shown = this.lab.state.benchmark !== null;
    return html`<button
      class="quiet wide"
      aria-current=${shown ? 'page' : nothing}
      @click=${() => this.lab.benchmark.show()}
    >
      Benchmark
    </button>`;
  }

  /** @param said what a screen reader hears before the words */
  #opens(panel: PanelName, words: string, style: string, said = ''): TemplateResult | typeof nothing {
    if (isPanelHidden(this.lab.state, panel))
      return panel === 'experiment' ? html`<span class="title">${words}</span>` : nothing;
    return html`<button
      class="quiet ${style}"
      aria-haspopup="dialog"
      aria-label="${said}${words}"
      @click=${() => this.dispatchEvent(new OpenPanelEvent(panel))}
    >
      ${words}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'app-bar': AppBar;
  }
}
