// Stands for the table of rooms as people read it in docs/ARCHITECTURE.md. Formats and parses; decides nothing.
import type { Row, Table } from './check-walls.ts';

const HEAD = ['room', 'may import', 'types of', 'packages'];

/** The table in Markdown: a row for each room, names short. */
export function tableInWords(table: Table): string {
  const rows = Object.entries(table).map(([room, row]) => [nameOf(room), ...cellsOf(room, row)]);
  return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The cells of the table in a text that starts with the same head, without what only aligns them. */
export function tableIn(markdown: string): string {
  const lines = markdown.split('\n').map((line) => line.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---'));
  const start = lines.indexOf(`| ${HEAD.join(' | ')} |`);
  const after = lines.slice(start);
  const end = after.findIndex((line) => !line.startsWith('|'));
  return start < 0 ? '' : after.slice(0, end < 0 ? undefined : end).join('\n');
}

function cellsOf(room: string, { may, types = [], starts = [], packages = [] }: Row): string[] {
  const short = (names: readonly string[]) => names.map((name) => shortName(name, room));
  const started = starts.map((file) => `starts ${nameOf(file)}`);
  return [[...short(may), ...started], short(types), [...packages]].map((names) => names.join(', ') || '—');
}

function nameOf(room: string): string {
  return room.replace(/^src\//, '');
}

/** A neighbour below the same folder goes by its own name. */
function shortName(name: string, room: string): string {
  const parent = room.slice(0, room.lastIndexOf('/') + 1);
  const inner = parent.split('/').length > 2 && name.startsWith(parent);
  return inner ? name.slice(parent.length) : nameOf(name);
}
