import { errorWords } from '../../../laws/refusal.ts';
import type { Lab } from '../../../lab/lab.ts';
import { runningSources } from '../../kit/running-sources.ts';
import { canHoldResults, itemsOfFiles } from './items-of-files.ts';
import { takeItems } from './take-items.ts';

const NAME = 'folder';

/** Time between the end of a look into the folder and the next one, in milliseconds. */
const PAUSE = 2_000;

/** Whether this browser lets a page watch a folder. */
export function canWatch(): boolean {
  return window.showDirectoryPicker !== undefined;
}

/**
 * Asks for a folder and takes in what lies in it and what comes into it, until it is stopped or the page is left.
 * @returns why nothing is watched; empty if a folder is, or if the person chose none
 */
export async function chooseFolder(lab: Lab): Promise<string> {
  try {
    const folder = await window.showDirectoryPicker?.({ id: 'loglog-class', mode: 'read' });
    if (folder !== undefined) watch(lab, folder);
    return '';
  } catch (error) {
    // The person closed the picker.
    if (error instanceof DOMException && error.name === 'AbortError') return '';
    return `The folder cannot be watched: ${errorWords(error)}`;
  }
}

function watch(lab: Lab, folder: FileSystemDirectoryHandle): void {
  runningSources.of(NAME)?.stop();
  const ends = new AbortController();
  const stop = (): void => {
    ends.abort();
    runningSources.end(NAME);
  };
  const say = (said: string): void => {
    if (!ends.signal.aborted)
      runningSources.note({ name: NAME, title: `the folder ${folder.name}`, said, stop });
  };
  say('Looking into it …');
  void lookAgain(lab, folder, say, ends.signal);
}

async function lookAgain(
  lab: Lab,
  folder: FileSystemDirectoryHandle,
  say: (words: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Map<string, string>();
  let last = 'No results yet.';
  while (!signal.aborted) {
    try {
      const fresh = await freshFiles(folder, seen);
      if (fresh.length > 0 && !signal.aborted) last = await takeFiles(lab, fresh);
      say(`${last} Looked at ${new Date().toLocaleTimeString('en-GB')}.`);
    } catch (error) {
      say(
        `It could not be read at ${new Date().toLocaleTimeString('en-GB')}: ${errorWords(error)} It is tried again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** The files that are not as they were when they were last seen. */
async function freshFiles(folder: FileSystemDirectoryHandle, seen: Map<string, string>): Promise<File[]> {
  const fresh: File[] = [];
  for await (const entry of folder.values()) {
    if (!isFile(entry)) continue;
    const file = await entry.getFile();
    const state = `${file.size} ${file.lastModified}`;
    if (!canHoldResults(file) || seen.get(file.name) === state) continue;
    seen.set(file.name, state);
    fresh.push(file);
  }
  return fresh;
}

async function takeFiles(lab: Lab, files: readonly File[]): Promise<string> {
  const { items, refused } = await itemsOfFiles(files);
  const came = await takeItems(lab, items);
  return [came, ...refused.map(({ from, reason }) => `${from} ${reason}`)]
    .filter((words) => words !== '')
    .join(' ');
}

function isFile(entry: FileSystemHandle): entry is FileSystemFileHandle {
  return entry.kind === 'file';
}

declare global {
  interface Window {
    showDirectoryPicker?(options: { id: string; mode: 'read' }): Promise<FileSystemDirectoryHandle>;
  }
}
