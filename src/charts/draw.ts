import * as Plot from '@observablehq/plot';

/**
 * Draws a plot in the page's type and colours. It is hidden from a screen reader, which would read tick after tick:
 * whoever shows it says what it shows.
 */
export function draw(options: Plot.PlotOptions): SVGSVGElement | HTMLElement {
  const style = { background: 'none', fontFamily: 'inherit', fontSize: '12px', overflow: 'visible' };
  const plot = Plot.plot({ ...options, style });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}
