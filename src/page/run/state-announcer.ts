import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { announcement } from './announcement.ts';
import { FollowLab } from '../kit/follow-lab.ts';
import type { Lab } from '../../lab/lab.ts';

/** Tells a screen reader when the state changes, and never about mere progress. */
@customElement('state-announcer')
export class StateAnnouncer extends LitElement {
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

  @property({ attribute: false }) lab!: Lab;

  constructor() {
    super();
    new FollowLab(this);
  }

  protected override render(): TemplateResult {
    return html`<p role="status">${announcement(this.lab.state)}</p>`;
  }
}
