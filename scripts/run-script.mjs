/**
 * Runs the body of a script; an error it throws is told in one line. The process ends with the code it returns.
 *
 * @param {() => number | Promise<number>} body
 */
export async function runScript(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
