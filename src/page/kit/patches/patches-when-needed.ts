import { html } from 'lit';
import { type Load, whenNeeded } from '../when-needed.ts';

const PICTURE: Load = () => import('./patch-picture.ts');

/**
 * A picture of patches, whose code is loaded when it is first shown.
 *
 * @param name of the model that drew them
 * @param heldOutOf id of a corpus whose held-out patches are shown instead
 */
export function patchPicture(name: string, patches: readonly string[], heldOutOf = ''): unknown {
  return whenNeeded(
    PICTURE,
    html`<patch-picture .patches=${patches} .heldOutOf=${heldOutOf} name=${name}></patch-picture>`,
  );
}
