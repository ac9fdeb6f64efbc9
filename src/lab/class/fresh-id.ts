const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 8 letters and digits by chance. */
export function freshId(): string {
  const drawn = crypto.getRandomValues(new Uint32Array(8));
  return Array.from(drawn, (number) => CHARACTERS[number % CHARACTERS.length]).join('');
}
