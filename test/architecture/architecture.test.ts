import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faults } from '#shared/domain/faults.ts';
import { importsOf, type SourceFile, violationsIn } from './architecture.ts';

const root = join(import.meta.dirname, '..', '..');

function trackedFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
}

function sources(): readonly SourceFile[] {
  return trackedFiles()
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

describe('architecture', () => {
  test('every import follows the table, pure folders are pure, no file is over 400 lines', () => {
    const files = sources();
    // A floor, so that a broken listing cannot pass as a clean house.
    expect(files.length).toBeGreaterThan(150);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(500);
    expect(violationsIn(files)).toEqual([]);
  });

  test('planted violations are seen', () => {
    const planted: SourceFile[] = [
      { path: 'shared/domain/planted.ts', text: "import { x } from '#gateway/limits.ts';\n" },
      { path: 'shared/domain/planted-clock.ts', text: 'export const now = Date.now();\n' },
      { path: 'gateway/sensing/planted.ts', text: "import type { y } from '../loyalty/join.ts';\n" },
      { path: 'gateway/http/planted.ts', text: "import { openIdentities } from '../store/identity.ts';\n" },
      { path: 'gateway/loyalty/planted.ts', text: "export { z } from '#gateway/sensing/pipeline.ts';\n" },
      { path: 'kiosk/core/planted.ts', text: "import { readFileSync } from 'node:fs';\n" },
      { path: 'gateway/planted.ts', text: "const mall = await import('#test/mall/main.ts');\n" },
      { path: 'shared/wire/planted-long.ts', text: '\n'.repeat(401) },
    ];
    expect(violationsIn(planted)).toHaveLength(planted.length);
  });

  test('what is allowed is not reported', () => {
    expect(
      violationsIn([
        {
          path: 'gateway/store/fine.ts',
          text: "import Database from 'better-sqlite3';\nimport { a } from '#shared/node/sqlite.ts';\n",
        },
        {
          path: 'gateway/main.ts',
          text: "import { b } from './sensing/pipeline.ts';\nimport { c } from './loyalty/loyalty.ts';\n",
        },
        { path: 'shared/domain/fine.ts', text: '// Date.now() is only spoken of\n' },
      ]),
    ).toEqual([]);
  });
});

describe('faults', () => {
  test('every code is answered by something', () => {
    const speakers = sources().filter(({ path }) => !/\.test\.tsx?$|^test\/|faults(-en|-zh-cn)?\.ts$/.test(path));
    const unused = Object.keys(faults).filter((code) => !speakers.some(({ text }) => text.includes(`'${code}'`)));
    expect(unused).toEqual([]);
  });
});

describe('docs', () => {
  test('docs/faults.md lists exactly the fault codes, with their words', () => {
    const rows = readFileSync(join(root, 'docs', 'faults.md'), 'utf8').matchAll(/^\| `(\w+)` \| (\d+) \| (.+) \|$/gm);
    const listed = Object.fromEntries(
      [...rows].map(([, code, status, says]) => [code, { status: Number(status), says }]),
    );
    expect(listed).toEqual(faults);
  });

  test('every relative link and picture in the docs exists', () => {
    const pages = trackedFiles().filter((path) => path.endsWith('.md'));
    const broken = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => join(page, '..', target))
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${page} -> ${target}`),
    );
    expect(pages.length).toBeGreaterThan(3);
    expect(broken).toEqual([]);
  });
});
