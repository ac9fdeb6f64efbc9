import * as Plot from '@observablehq/plot';

/**
 * Draws a plot in the page's font and colours. It is hidden from screen readers, which would read every tick: the
 * caller describes in words what it shows.
 */
export function draw(options: Plot.PlotOptions): SVGSVGElement | HTMLElement {
  const style = { background: 'none', fontFamily: 'inherit', fontSize: '12px', overflow: 'visible' };
  const plot = Plot.plot({ ...options, style });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}
