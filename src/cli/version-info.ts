/** Which rootkeeper this is. */
import { readFileSync } from 'node:fs';

export type VersionInfo = { readonly version: string; readonly commit: string; readonly node: string };

/** package.json lies two folders up, in a checkout (src/cli) and in the package (dist/cli). */
export function readVersion(): VersionInfo {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
  // The image's build leaves the commit in the environment.
  return { version, commit: process.env['ROOTKEEPER_COMMIT'] ?? 'unknown', node: process.version };
}
