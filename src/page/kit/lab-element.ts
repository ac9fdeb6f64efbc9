import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Lab } from '../../lab/lab.ts';
import { FollowLab } from './follow-lab.ts';

/** An element that shows the lab's state and renders when it changes. */
export abstract class LabElement extends LitElement {
  @property({ attribute: false }) lab!: Lab;

  constructor() {
    super();
    new FollowLab(this);
  }
}
