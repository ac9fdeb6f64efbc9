/** Whether a person has told the browser to load little. Only some browsers tell it. */
export function savesData(browser: object = globalThis.navigator ?? {}): boolean {
  if (!('connection' in browser)) return false;
  const { connection } = browser;
  return (
    typeof connection === 'object' &&
    connection !== null &&
    'saveData' in connection &&
    connection.saveData === true
  );
}
