import { label, TEXT_SIZE } from './marks.ts';
import type { Mark, Scene } from './scene.ts';
import { textWidth, wrapped } from './text-width.ts';

/** A chart as a picture that stands alone. */
export interface Picture {
  scene: Scene;
  title: string;
  /** Sentences below the chart. */
  caption: readonly string[];
  /** Where the experiment is found. */
  link: string;
  /** The colour that a custom property such as `--ink` has now. */
  colorOf: (property: string) => string;
}

/** A picture's text and size in CSS pixels. */
export interface PictureFile {
  svg: string;
  width: number;
  height: number;
}

/** Fonts that every system has one of. */
const FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif";
const MARGIN = 16;
const TITLE_SIZE = 16;
const LINE = 17;

/**
 * An SVG file: the chart between its title and its caption, in the colours of the page, on its background. It refers to
 * nothing outside itself.
 */
export function pictureSvg({ scene, title, caption, link, colorOf }: Picture): PictureFile {
  const width = Math.ceil(scene.width + 2 * MARGIN);
  const inner = width - 2 * MARGIN;
  const heading = wrapped(title, inner, TITLE_SIZE, 600);
  const top = MARGIN + heading.length * 22 + 6;
  const below = [...caption, link].flatMap((sentence) => linesOf(sentence, inner));
  const captionTop = top + scene.height + 22;
  const height = Math.ceil(captionTop + below.length * LINE + 6);
  const texts = [
    ...heading.map((text, i) =>
      label('title', { x: MARGIN, y: MARGIN + 8 + 22 * i }, text, { size: TITLE_SIZE, rim: false }),
    ),
    ...below.map((text, i) =>
      label('caption', { x: MARGIN, y: captionTop + LINE * i }, text, {
        fill: 'var(--ink-soft)',
        weight: 400,
        rim: false,
      }),
    ),
  ];
  const { left, top: up, right, bottom } = scene.frame;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONTS}" stroke-linejoin="round" style="font-variant-numeric: tabular-nums">
<title>${escaped(title)}</title>
<desc>${escaped([...caption, link].join(' '))}</desc>
<clipPath id="frame"><rect x="${left}" y="${up}" width="${Math.max(0, right - left)}" height="${Math.max(0, bottom - up)}"/></clipPath>
<rect width="${width}" height="${height}" fill="var(--card)"/>
<g transform="translate(${MARGIN} ${top})">
${scene.marks.map(markup).join('\n')}
</g>
${texts.map(markup).join('\n')}
</svg>
`;
  return {
    svg: svg.replace(/var\((--[\w-]+)\)/g, (_, property: string) => escaped(colorOf(property))),
    width,
    height,
  };
}

/** A link has no spaces, so that it is broken where the line ends. */
function linesOf(sentence: string, width: number): string[] {
  return wrapped(sentence, width, TEXT_SIZE).flatMap((line) => {
    const lines = [''];
    for (const letter of line) {
      const last = lines.at(-1) ?? '';
      if (textWidth(last + letter, TEXT_SIZE) <= width) lines[lines.length - 1] = last + letter;
      else lines.push(letter);
    }
    return lines;
  });
}

function markup(mark: Mark): string {
  const clip = mark.clip === true ? 'url(#frame)' : undefined;
  if (mark.kind === 'path') {
    const { d, dash, fill = 'none', opacity, stroke, strokeWidth } = mark;
    return `<path${attributes({ d, fill, stroke, 'stroke-width': strokeWidth, 'stroke-dasharray': dash === '' ? undefined : dash, opacity, 'clip-path': clip })}/>`;
  }
  const { anchor, fill, rim, size, text, weight, x, y } = mark;
  const around = rim ? { stroke: 'var(--card)', 'stroke-width': 3, 'paint-order': 'stroke' } : {};
  // The middle of the text is given in pixels, because some programs ignore dy.
  const place = { x: x.toFixed(1), y: (y + 0.34 * size).toFixed(1) };
  return `<text${attributes({ ...place, fill, 'font-size': size, 'font-weight': weight, 'text-anchor': anchor, ...around, 'clip-path': clip })}>${escaped(text)}</text>`;
}

function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(String(value))}"`))
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
