/** The version of Loglog, as `package.json` says it. Results name the version that trained them. */
export const VERSION = '0.1.0';
