import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Where a person points on a chart or in a table. */
export interface CursorPlace {
  /** The element that they point at, which marks the place itself. */
  readonly from: object;
  /** The id of the run there; null for none. */
  readonly run: string | null;
  /** The x axis and the value on it; null outside charts. */
  readonly across: { readonly axis: string; readonly value: number } | null;
}

/**
 * The page's one cursor. Whatever shows runs follows it with `FollowCursor` and marks `cursor.place?.run`, and moves it
 * with `moveTo` while a person points at a run. It lives outside the lab's state, because it moves with the pointer.
 */
class Cursor {
  #place: CursorPlace | null = null;
  readonly #followers = new Set<() => void>();

  /** Null while nobody points at anything. */
  get place(): CursorPlace | null {
    return this.#place;
  }

  moveTo(place: CursorPlace): void {
    this.#place = place;
    this.#tell();
  }

  /** Takes the cursor away if it is still where this element put it. */
  leave(from: object): void {
    if (this.#place?.from !== from) return;
    this.#place = null;
    this.#tell();
  }

  /** @returns ends the subscription */
  follow(follower: () => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  #tell(): void {
    for (const follower of this.#followers) follower();
  }
}

export const cursor = new Cursor();

/** Renders its element when the cursor moves, and takes the cursor away with the element. */
export class FollowCursor implements ReactiveController {
  #stop: (() => void) | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = cursor.follow(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
    cursor.leave(this.host);
  }
}
