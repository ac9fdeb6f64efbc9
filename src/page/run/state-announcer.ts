import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { announcement } from './announcement.ts';
import { LabElement } from '../kit/lab-element.ts';

/** Tells screen readers when the state changes, but not about progress. */
@customElement('state-announcer')
export class StateAnnouncer extends LabElement {
  static override styles = css`
    :host {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;

  protected override render(): TemplateResult {
    return html`<p role="status">${announcement(this.lab.state)}</p>`;
  }
}
