/** The Electron package without Electron: its settings are ones the packager knows, its bundles are what a sandbox can load. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../runner/process.ts';

/** The packager's own parts, as it finds them itself: they are not ours to depend on. */
const ofPackager = createRequire(createRequire(import.meta.url).resolve('electron-builder'));

describe('electron-builder.yml', () => {
  test('holds only settings that the packager knows, with every fuse of the hardening', async () => {
    const settings = await readSettings();
    await expect(validate(settings)).resolves.toBeUndefined();
    expect(settings['electronFuses']).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test('a setting that does not exist is refused', async () => {
    await expect(validate({ ...(await readSettings()), asarr: true })).rejects.toThrow();
  });
});

describe('the bundles', () => {
  const built = (name: string) => readFile(join(projectRoot, 'dist', 'kiosk-electron', name), 'utf8');

  beforeAll(() => {
    const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
    const config = join(projectRoot, 'kiosk', 'shell-electron', 'vite.config.ts');
    execFileSync(process.execPath, [vite, 'build', '-c', config, '--logLevel', 'warn'], { cwd: projectRoot });
  });

  test('the preload requires electron and nothing else, and shows the page one function', async () => {
    const preload = await built('preload.cjs');
    expect([...preload.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name)).toEqual(['electron']);
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
  });

  test('main imports electron and Node only', async () => {
    const imports = [...(await built('main.js')).matchAll(/from\s*["']([^"']+)["']/g)].map(([, name]) => name ?? '');
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((name) => name !== 'electron' && !name.startsWith('node:'))).toEqual([]);
  });

  test('the bundled service starts like its sources and names all that is missing', () => {
    const run = () =>
      execFileSync(process.execPath, [join(projectRoot, 'dist', 'kiosk-electron', 'service.js')], {
        env: { PATH: process.env['PATH'] },
        stdio: 'pipe',
      });
    expect(run).toThrow(/--kiosk: .*\n.*--secret-file .*\n.*--data: /);
  });
});

/** electron-builder's own checker; it has no types for this path. */
async function validate(settings: object): Promise<void> {
  const { validateConfiguration } = ofPackager('app-builder-lib/out/util/config/config.js');
  const { DebugLogger } = ofPackager('builder-util');
  await validateConfiguration(settings, new DebugLogger(false));
}

async function readSettings(): Promise<Record<string, unknown>> {
  const { load } = ofPackager('js-yaml');
  return load(await readFile(join(projectRoot, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>;
}
