/** What opens over the page, one at a time. */
export type PanelName =
  | 'experiment'
  | 'settings'
  | 'own-text'
  | 'files'
  | 'history'
  | 'send-results'
  | 'class'
  | 'calculator'
  | 'glossary'
  | 'adapter';

/** Asks the page to open a panel, or to close the one that is open. */
export class OpenPanelEvent extends CustomEvent<PanelName | null> {
  constructor(panel: PanelName | null) {
    super('open-panel', { detail: panel, bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'open-panel': OpenPanelEvent;
  }
}
