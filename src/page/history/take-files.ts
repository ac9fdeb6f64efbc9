import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Lab } from '../../lab/lab.ts';
import { isHidden } from '../../lab/state/is-hidden.ts';
import { OpenPanelEvent } from '../kit/panel/open-panel.ts';
import { droppedFiles } from './dropped-files.ts';

/** Imports files. A text to train on has a panel of its own, which an element asks the page to open. */
export async function takeFiles(lab: Lab, files: readonly File[], element: Element): Promise<void> {
  if (files.length === 0) return;
  const { ownText } = lab.state;
  await lab.takeFiles(files);
  if (lab.state.ownText !== ownText) element.dispatchEvent(new OpenPanelEvent('own-text'));
}

/** Whether files are being dragged. */
export function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}

interface TakingHost extends ReactiveControllerHost, Element {
  readonly lab: Lab;
}

/** Imports what is dropped on the page or pasted into it, except text pasted into a field, unless a lesson hides files. */
export class TakeFiles implements ReactiveController {
  #ends = new AbortController();

  constructor(private readonly host: TakingHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#ends = new AbortController();
    const { signal } = this.#ends;
    window.addEventListener('dragover', allowDrop, { signal });
    window.addEventListener('drop', (event) => this.#drop(event), { signal });
    window.addEventListener('paste', (event) => this.#paste(event), { signal });
  }

  hostDisconnected(): void {
    this.#ends.abort();
  }

  #drop(event: DragEvent): void {
    const { dataTransfer } = event;
    if (dataTransfer === null || dataTransfer.files.length === 0) return;
    event.preventDefault();
    if (isHidden(this.host.lab.state, 'files')) return;
    void this.#takeDropped(dataTransfer);
  }

  async #takeDropped(dropped: DataTransfer): Promise<void> {
    await this.#take(await droppedFiles(dropped));
  }

  #paste(event: ClipboardEvent): void {
    if (event.composedPath().some(isField) || isHidden(this.host.lab.state, 'files')) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length > 0) void this.#take(files);
    else if (text.trim() !== '') void this.host.lab.takeText(text);
  }

  #take(files: readonly File[]): Promise<void> {
    return takeFiles(this.host.lab, files, this.host);
  }
}

/** A browser opens dropped files itself unless this is prevented. */
function allowDrop(event: DragEvent): void {
  if (holdsFiles(event)) event.preventDefault();
}

/** Whether text can be pasted into it. */
function isField(place: EventTarget): boolean {
  return place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement;
}
