import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { errorWords, isRefusal } from '../../laws/refusal.ts';
import { LabElement } from '../kit/lab-element.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

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
    try {
      this.said = await this.#pack();
    } catch (error) {
      this.said = `Not saved: ${errorWords(error)}.`;
    } finally {
      this.packing = false;
    }
  }

  /** Resolves to what a person should know. */
  async #pack(): Promise<string> {
    const { shown } = this.lab.state;
    const archive = await this.lab.pytorchArchive();
    if (isRefusal(archive)) return archive.refused;
    saveFile(`loglog-${shown}-pytorch.zip`, archive.zip);
    return archive.leftOut.length === 0 ? '' : `Left out: ${archive.leftOut.join(' ')}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pytorch-button': PytorchButton;
  }
}
