import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { sharedStyles } from '../kit/shared-styles.ts';
import { askOfflineWorker } from './ask-offline-worker.ts';
import type { KeptBytes } from './offline-worker.ts';

/** Says whether the page works without a network, and what this browser keeps for that. Nothing where it cannot. */
@customElement('offline-line')
export class OfflineLine extends LitElement {
  static override styles = sharedStyles;

  @state() private kept: KeptBytes | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#ask();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.kept === null) return nothing;
    return html`<p class="small soft">${keptWords(this.kept)}</p>`;
  }

  async #ask(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
    const worker = registration?.active ?? null;
    if (worker === null) return;
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<KeptBytes>) => {
      this.kept = data;
      port1.close();
    });
    port1.start();
    askOfflineWorker(worker, 'what-is-kept', port2);
  }
}

/** `Works offline now: this browser keeps the page and its texts, 5.2 MB.` */
export function keptWords({ page, texts, allTexts }: KeptBytes): string {
  const all = `Works offline now: this browser keeps the page and its texts, ${megabytes(page + texts)} MB.`;
  if (texts === allTexts) return all;
  return (
    `Works offline now: this browser keeps the page, ${megabytes(page)} MB, and ` +
    `${megabytes(texts)} of ${megabytes(allTexts)} MB of texts. Each text is kept when it is first used.`
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'offline-line': OfflineLine;
  }
}
