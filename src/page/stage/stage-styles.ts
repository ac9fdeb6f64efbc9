import { css } from 'lit';

/** The stage fills the first screen of a desktop. On a narrower one its controls stay at the bottom of the screen. */
export const stageStyles = css`
  .stage {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    gap: 0.75rem;
    padding: 0.9rem var(--edge) 1rem;
  }
  law-headline {
    margin-top: 0.4rem;
  }
  .plots {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
    gap: clamp(1.25rem, 3vw, 3rem);
    min-height: 0;
  }
  .plots.alone {
    grid-template-columns: minmax(0, 1fr);
  }
  .plots > * {
    min-width: 0;
    min-height: 0;
  }
  .invitation {
    align-self: center;
    width: min(100%, 44rem);
    margin-inline: auto;
  }
  .waits {
    display: grid;
    place-content: center;
    min-height: 12rem;
    max-width: 24ch;
    margin: 0 auto;
    font-size: clamp(1.5rem, 1rem + 2.5vw, 3rem);
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.015em;
    text-align: center;
    text-wrap: balance;
  }
  .now {
    display: grid;
    gap: 0.5rem;
  }
  .words {
    max-width: 75ch;
    font-size: 1.0625rem;
    overflow-wrap: anywhere;
  }
  .trouble {
    padding-left: 0.75rem;
    border-left: 3px solid var(--bad);
  }
  .advice {
    min-height: 2rem;
    padding: 0.1rem 0.75rem;
  }
  .notice {
    overflow-wrap: anywhere;
  }
  .desk {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.5rem 1.5rem;
    min-height: 2.75rem;
  }
  @media (min-width: 1000px) {
    .stage {
      height: calc(100svh - var(--bar) - var(--lesson, 0px));
      min-height: 36rem;
    }
  }
  /* Words and tables need their own height. */
  .stage.long {
    height: auto;
    min-height: 0;
  }
  @media (max-width: 999px) {
    .plots {
      grid-template-columns: minmax(0, 1fr);
    }
    /* Plots have a height of their own, so that a key that is opened makes the page longer and no plot smaller. */
    .plots > * {
      --chart-height: auto;
      --plot-flex: none;
    }
    .hero {
      --plot-height: clamp(15.6rem, 52svh - 4.4rem, 29.6rem);
    }
    .beside {
      --plot-height: 13.6rem;
    }
    .desk {
      position: fixed;
      inset: auto 0 0;
      z-index: 4;
      gap: 0.35rem 1rem;
      padding: 0.5rem var(--edge) calc(0.5rem + env(safe-area-inset-bottom));
      background: var(--card);
      border-top: 1px solid var(--rule);
    }
  }
  @media (max-width: 640px) {
    .stage {
      padding-top: 0.5rem;
    }
    .hero {
      --plot-height: clamp(16.6rem, 46svh - 4.4rem, 21.6rem);
    }
    .words {
      font-size: 1rem;
    }
  }
  /* A screen this low, as at 200 % zoom, needs its height for the plot. */
  @media (max-height: 480px) {
    .desk {
      position: static;
      padding: 0;
      background: none;
      border: 0;
    }
  }
  :host([present]) .stage {
    height: calc((100svh - var(--lesson, 0px)) / var(--zoom));
    min-height: 0;
    padding-block: 0.75rem;
  }
  :host([present]) .notice:not(.refused),
  :host([present]) take-away {
    display: none;
  }
  :host([present]) .now {
    grid-template-columns: minmax(0, 1fr) minmax(0, auto);
    align-items: center;
  }
  :host([present]) .desk {
    grid-row: 1;
    grid-column: 2;
    position: static;
    padding: 0;
    background: none;
    border: 0;
  }
  :host([present]) {
    --chart-tools: none;
    --zoom: 1.2;
    zoom: var(--zoom);
  }
  .class {
    --law-words-size: 1.125rem;
    --law-interval-size: 1.125rem;
  }
  @media (min-width: 1100px) {
    :host([present]) {
      --zoom: 1.5;
    }
  }
  @media (min-width: 1600px) {
    :host([present]) {
      --zoom: 2;
    }
  }
  @media print {
    :host {
      --chart-tools: none;
    }
    .plots > * {
      --plot-flex: 1;
    }
    .hero > * {
      height: 11cm;
    }
    .stage {
      height: auto;
      min-height: 0;
      padding: 0;
    }
    .now,
    .beside {
      display: none;
    }
    .plots {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
