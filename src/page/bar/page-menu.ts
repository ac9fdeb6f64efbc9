import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { choice } from '../kit/choice.ts';
import { choiceStyles } from '../kit/choice-styles.ts';
import { LabElement } from '../kit/lab-element.ts';
import { isPanelHidden } from '../kit/panel/hidden-panel.ts';
import { OpenPanelEvent, type PanelName } from '../kit/panel/open-panel.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { chooseTheme, theme, type Theme } from './theme.ts';

const THEMES: Record<Theme, string> = { system: 'system', light: 'light', dark: 'dark' };

/** The rest of the page's actions, behind one button. Dispatches `present` and `print-page`. */
@customElement('page-menu')
export class PageMenu extends LabElement {
  static override styles = [
    sharedStyles,
    choiceStyles,
    css`
      :host {
        position: relative;
      }
      .list {
        position: absolute;
        z-index: 6;
        inset: calc(100% + 0.4rem) 0 auto auto;
        display: grid;
        width: 16.5rem;
        padding: 0.4rem;
        background: var(--card);
        border: 1px solid var(--rule);
        border-radius: var(--radius);
        box-shadow: 0 10px 30px rgb(10 14 22 / 18%);
      }
      .list[hidden] {
        display: none;
      }
      .list > button {
        padding: 0.35rem 0.7rem;
        border: 0;
        font-weight: 400;
        text-align: left;
      }
      .list > button:hover {
        background: var(--accent-wash);
        box-shadow: none;
      }
      kbd {
        float: right;
        font: inherit;
        color: var(--ink-soft);
      }
      .theme {
        margin-top: 0.4rem;
        padding: 0.6rem 0.7rem 0.4rem;
        border-top: 1px solid var(--rule);
      }
      .narrow {
        display: none;
      }
      @media (max-width: 800px) {
        .narrow {
          display: block;
        }
      }
    `,
  ];

  @state() private open = false;
  @state() private theme: Theme = theme();

  @query('.toggle') private readonly toggle!: HTMLButtonElement;

  readonly #away = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.open = false;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#away);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#away);
  }

  protected override render(): TemplateResult {
    return html`<div @keydown=${(event: KeyboardEvent) => this.#escape(event)}>
      <button
        class="toggle quiet"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-controls="list"
        @click=${() => (this.open = !this.open)}
      >
        Menu
      </button>
      <div id="list" class="list" ?hidden=${!this.open}>
        ${this.#panel('settings', 'Settings')} ${this.#panel('files', 'Files and links')}
        ${
          this.lab.state.lesson === null
            ? html`<button class="narrow" @click=${() => this.#act(() => this.lab.benchmark.show())}>
                Benchmark
              </button>`
            : nothing
        }
        ${this.#panel('class', 'Class', this.lab.state.lesson === null ? 'narrow' : '')}
        ${this.#panel('calculator', 'Calculator', 'narrow')} ${this.#panel('history', 'History', 'narrow')}
        ${this.#panel('glossary', 'Glossary')}
        <button @click=${() => this.#act(() => this.#ask('present'))}>Present <kbd>p</kbd></button>
        <button @click=${() => this.#act(() => this.#ask('print-page'))}>Print</button>
        ${
          this.lab.state.lesson === null
            ? nothing
            : html`<button @click=${() => this.#act(() => this.lab.lessons.leave())}>
                Leave the lesson
              </button>`
        }
        <div class="theme">
          ${choice({
            label: 'theme',
            name: 'theme',
            values: THEMES,
            chosen: this.theme,
            choose: (chosen) => this.#choose(chosen),
          })}
        </div>
      </div>
    </div>`;
  }

  #panel(name: PanelName, words: string, style = ''): TemplateResult | typeof nothing {
    if (isPanelHidden(this.lab.state, name)) return nothing;
    return html`<button
      class=${style}
      @click=${() => this.#act(() => this.dispatchEvent(new OpenPanelEvent(name)))}
    >
      ${words}
    </button>`;
  }

  /** Closes first, so that a dialog gives the focus back to a button that is still there. */
  #act(act: () => void): void {
    this.open = false;
    this.toggle.focus();
    act();
  }

  #ask(what: 'present' | 'print-page'): void {
    this.dispatchEvent(new Event(what, { bubbles: true, composed: true }));
  }

  #choose(chosen: Theme): void {
    this.theme = chosen;
    chooseTheme(chosen);
  }

  #escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.open) return;
    this.open = false;
    this.toggle.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'page-menu': PageMenu;
  }
}
