export function toAscii(text: string): string;
export function alphabetOf(texts: string[]): string;
