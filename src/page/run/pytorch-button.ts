import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { savePytorch } from './save-pytorch.ts';

/** Saves the runs on the page as an archive with which PyTorch goes on. */
@customElement('pytorch-button')
export class PytorchButton extends LabElement {
  static override styles = sharedStyles;

  @state() private packing = false;

  /** Why runs are not in the last archive; empty if all are. */
  @state() private said = '';

  protected override render(): TemplateResult {
    return html`<button ?disabled=${this.packing} @click=${() => void this.#save()}>
        ${this.packing ? 'Packing …' : 'Continue in PyTorch'}
      </button>
      ${this.said === '' ? nothing : html`<span class="small" role="status">${this.said}</span>`}`;
  }

  async #save(): Promise<void> {
    this.packing = true;
    this.said = await savePytorch(this.lab);
    this.packing = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pytorch-button': PytorchButton;
  }
}
