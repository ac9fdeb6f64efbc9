import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { askOfflineWorker } from './ask-offline-worker.ts';
import { trainsHere, whileNoneTrains } from './training-lock.ts';

/**
 * Says that there is a newer version of the page, when no sweep is under way in this tab. A button reloads the page with it;
 * without that, the browser uses it when all tabs of the page have been closed.
 */
@customElement('update-notice')
export class UpdateNotice extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        gap: 0.4rem 1rem;
        padding: 0.4rem var(--edge);
        background: var(--accent-wash);
      }
      button {
        min-height: 2rem;
        padding: 0.15rem 0.7rem;
      }
    `,
  ];

  @property({ attribute: false }) registration!: ServiceWorkerRegistration;

  /** Whether another tab trained when a person pressed the button. */
  @state() private waits = false;
  /** Whether a newer version has taken over, as another tab asked. */
  @state() private replaced = false;

  #trained = false;
  /** The worker with whose files this page works; null on the first visit, which began without. */
  #own = navigator.serviceWorker.controller;

  override connectedCallback(): void {
    super.connectedCallback();
    navigator.serviceWorker.addEventListener('controllerchange', this.#follow);
    this.registration.addEventListener('updatefound', this.#found);
    document.addEventListener('visibilitychange', this.#look);
    this.#found();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    navigator.serviceWorker.removeEventListener('controllerchange', this.#follow);
    this.registration.removeEventListener('updatefound', this.#found);
    document.removeEventListener('visibilitychange', this.#look);
  }

  protected override willUpdate(): void {
    const trains = trainsHere(this.lab.state);
    if (this.#trained && !trains) this.#look();
    this.#trained = trains;
  }

  protected override render(): TemplateResult {
    return html`<div role="status">${this.#isThere ? this.#words() : nothing}</div>`;
  }

  get #isThere(): boolean {
    const { active, waiting } = this.registration;
    const { otherTab } = this.lab.state;
    if (trainsHere(this.lab.state) || otherTab?.trains === true) return false;
    return this.replaced || (active !== null && waiting !== null);
  }

  #words(): TemplateResult {
    const words = this.waits
      ? 'Training in another tab with this version. The new one can be used when that sweep has ended.'
      : 'There is a new version of this page.';
    return html`<p class="row">
      ${words} <button @click=${() => void this.#use()}>Reload with the new version</button>
    </p>`;
  }

  /** Asks for a newer version: when a sweep has ended, and when a person comes back. */
  readonly #look = (): void => {
    if (!document.hidden) this.registration.update().catch(() => {});
  };

  /** Follows a newer version while it is being installed. */
  readonly #found = (): void => {
    this.registration.installing?.addEventListener('statechange', () => this.requestUpdate());
  };

  readonly #follow = (): void => {
    const { controller } = navigator.serviceWorker;
    this.replaced = this.#own !== null;
    this.#own ??= controller;
  };

  async #use(): Promise<void> {
    const { waiting } = this.registration;
    if (waiting === null) return location.reload();
    const used = await whileNoneTrains(async () => {
      const changed = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
      askOfflineWorker(waiting, 'use-now');
      await changed;
      location.reload();
    });
    this.waits = !used;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'update-notice': UpdateNotice;
  }
}
