// Lists the imports of a file. Resolves paths; runs no code.
import { posix } from 'node:path';
import { parseSync } from 'vite';

const { dirname, join } = posix;

/** One import of a file: another file of the project, by its path from the root, or a package. */
export interface Import {
  readonly from: string;
  /** Path from the root of the project, or the name of a package. */
  readonly to: string;
  readonly isPackage: boolean;
  /** `types`: the import is erased before the code runs. `address`: only its URL is used, as for a worker. */
  readonly takes: 'values' | 'types' | 'address';
}

/**
 * Every import of a TypeScript file, in the order of the text: static and dynamic imports, values and types, re-exports,
 * and the files that `new URL(…, import.meta.url)` or `import.meta.glob` name.
 * @param file path from the root of the project
 * @throws if the text is not TypeScript
 */
export function importsOf(file: string, source: string): Import[] {
  const { program, errors } = parseSync(file, source, { lang: 'ts' });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Import[] = [];
  visit({ ...program }, (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    const [path = ''] = specifier.split('?');
    const local = path.startsWith('.') || path.startsWith('/');
    found.push({
      from: file,
      to: local ? posix.normalize(join(path.startsWith('/') ? '' : dirname(file), path)) : packageOf(path),
      isPackage: !local,
      takes: node.type === 'NewExpression' ? 'address' : takesTypesOnly(node) ? 'types' : 'values',
    });
  });
  return found;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, see);
  }
}

function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node['source']);
    case 'NewExpression':
      return isNamed(node['callee'], 'URL') && isImportMeta(at(node['arguments'], 1), 'url')
        ? literal(at(node['arguments'], 0))
        : undefined;
    case 'CallExpression':
      return isImportMeta(node['callee'], 'glob') ? literal(at(node['arguments'], 0)) : undefined;
    default:
      return undefined;
  }
}

function takesTypesOnly(node: Node): boolean {
  if (node.type === 'TSImportType') return true;
  if (node['importKind'] === 'type' || node['exportKind'] === 'type') return true;
  const { specifiers } = node;
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false;
  return specifiers.every((specifier: Node) =>
    [specifier['importKind'], specifier['exportKind']].includes('type'),
  );
}

function at(list: unknown, index: number): unknown {
  return Array.isArray(list) ? (list[index] as unknown) : undefined;
}

function literal(node: unknown): string | undefined {
  return isNode(node) && typeof node['value'] === 'string' ? node['value'] : undefined;
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node['name'] === name;
}

function isImportMeta(node: unknown, property: string): boolean {
  return (
    isNode(node) &&
    isNode(node['object']) &&
    node['object'].type === 'MetaProperty' &&
    isNamed(node['property'], property)
  );
}

/** The package's name, `@scope/name` or `name`, from an import of a package. */
function packageOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
