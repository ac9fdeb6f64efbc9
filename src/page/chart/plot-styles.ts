import { css } from 'lit';

/** Styles of a plot, of its cursor, and of what the cursor reads. */
export const plotStyles = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
  }
  :host([fill]) {
    height: 100%;
    min-height: 12rem;
  }
  svg {
    display: block;
    width: 100%;
    overflow: hidden;
  }
  .field,
  .field svg,
  :host([fill]) svg {
    position: absolute;
    inset: 0;
    height: 100%;
  }
  path {
    stroke-linejoin: round;
  }
  text {
    user-select: none;
  }
  .rim {
    paint-order: stroke;
    stroke: var(--card);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  :host([faint]:not(:hover, :focus-within)) path {
    filter: opacity(0.4);
  }
  .faded {
    opacity: 0.15;
  }
  .field {
    touch-action: pan-y;
    cursor: crosshair;
    border-radius: 6px;
  }
  .field.name {
    cursor: pointer;
  }
  .field:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .reading {
    position: absolute;
    display: grid;
    max-width: min(18rem, 60%);
    padding: 0.3rem 0.55rem;
    background: var(--card);
    border: 1px solid var(--rule);
    border-radius: 7px;
    box-shadow: 0 2px 8px #0003;
    font-size: 0.8125rem;
    line-height: 1.35;
    pointer-events: none;
  }
  .aloud {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
