import { errorWords } from '../../../laws/refusal.ts';
import type { Lab } from '../../../lab/lab.ts';
import { runningSources } from '../../kit/running-sources.ts';
import { readQr } from './read-qr.ts';
import { takeItems } from './take-items.ts';

const NAME = 'camera';

/** Time between two frames that are read, in milliseconds. */
const PAUSE = 200;

/** Time for the code of a frame, in milliseconds. */
const FRAME_MILLISECONDS = 60;

/** What a browser's refusal means and what to do. */
const REFUSALS: Readonly<Record<string, string>> = {
  NotAllowedError:
    'The browser did not allow the camera. Allow it beside the address of the page, and try again.',
  NotFoundError: 'No camera was found. Connect one, and try again.',
  NotReadableError: 'Another program uses the camera. Close it, and try again.',
};

/** The picture of the camera while it is on. It belongs to no element, so that it goes on when none shows it. */
let preview: MediaStream | null = null;

/** Null while the camera is off. */
export function cameraPreview(): MediaStream | null {
  return preview;
}

/**
 * Takes in the results of each QR code that is held before the camera, until it is stopped or the page is left.
 * @returns why the camera is not on; empty if it is
 */
export async function useCamera(lab: Lab): Promise<string> {
  // Absent on pages over plain http.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined) return 'A page uses the camera only over https or from this machine.';
  try {
    const video = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
    await watch(lab, await devices.getUserMedia({ video }));
    return '';
  } catch (error) {
    const known = error instanceof DOMException ? REFUSALS[error.name] : undefined;
    return known ?? `The camera cannot be used: ${errorWords(error)}`;
  }
}

async function watch(lab: Lab, stream: MediaStream): Promise<void> {
  runningSources.of(NAME)?.stop();
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const ends = new AbortController();
  const stop = (): void => {
    ends.abort();
    for (const track of stream.getTracks()) track.stop();
    preview = null;
    runningSources.end(NAME);
  };
  const say = (said: string): void => {
    if (!ends.signal.aborted) runningSources.note({ name: NAME, title: 'the camera', said, stop });
  };
  // A person pulled the camera out, or took the permission back.
  for (const track of stream.getTracks()) track.addEventListener('ended', stop, { once: true });
  preview = stream;
  say('Hold a QR code before it.');
  await video.play();
  void readFrames(lab, video, say, ends.signal);
}

async function readFrames(
  lab: Lab,
  video: HTMLVideoElement,
  say: (words: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Set<string>();
  while (!signal.aborted) {
    try {
      const fresh = (await codesNow(video)).filter((text) => !seen.has(text));
      for (const text of fresh) {
        seen.add(text);
        say(await takeItems(lab, [{ from: 'the camera', text }]));
      }
    } catch (error) {
      say(`This frame could not be read: ${errorWords(error)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

async function codesNow(video: HTMLVideoElement): Promise<string[]> {
  const { readyState, videoHeight: height, videoWidth: width } = video;
  if (readyState < HTMLMediaElement.HAVE_CURRENT_DATA || width === 0) return [];
  return readQr({ source: video, width, height }, FRAME_MILLISECONDS);
}
