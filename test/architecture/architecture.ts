/** Reads the sources and holds them against the import table. Judges text that is given to it; reads no file itself. */
import { posix } from 'node:path';
import { type FolderRule, folderRules, impureNames, nobodyImports } from './imports.ts';

export interface SourceFile {
  /** From the project's root, with '/'. */
  readonly path: string;
  readonly text: string;
}

/** One line for each violation; empty when all is well. */
export function violationsIn(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => [...importViolations(file), ...purityViolations(file), ...sizeViolations(file)]);
}

const importPattern =
  /^\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;
const linesMax = 400;

function importViolations(file: SourceFile): readonly string[] {
  if (isTest(file.path)) return [];
  const rule = ruleOf(file.path);
  if (rule === null) return [];
  return importsOf(file)
    .filter((target) => !isAllowed(file.path, target, rule))
    .map((target) => `${file.path} may not import ${target}`);
}

/** What a file imports: a path inside the project, or the name of a package. */
export function importsOf(file: SourceFile): readonly string[] {
  return [...file.text.matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? '';
    if (specifier.startsWith('.')) return posix.join(posix.dirname(file.path), specifier);
    if (specifier.startsWith('#')) return specifier.slice(1).replace(/^firmware\//, 'firmware-config/');
    return specifier.startsWith('node:')
      ? specifier
      : specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/');
  });
}

function isAllowed(path: string, target: string, rule: FolderRule): boolean {
  const isInside = /^(shared|gateway|kiosk|firmware-config|docker|test)\//.test(target) || target === 'package.json';
  if (!isInside) return rule.packages.some((name) => matchesPackage(target, name));
  if (isUnder(target, nobodyImports) && !isUnder(path, nobodyImports)) return false;
  const own = rule.from.endsWith('.ts') ? posix.dirname(rule.from) : rule.from;
  // main.ts and other files at the root of a wing compose it: their rule names the wing itself.
  return isUnder(target, own) || rule.may.some((prefix) => isUnder(target, prefix));
}

function matchesPackage(target: string, name: string): boolean {
  return name === 'node:' ? target.startsWith('node:') : target === name || target.startsWith(`${name}/`);
}

function purityViolations(file: SourceFile): readonly string[] {
  if (isTest(file.path) || ruleOf(file.path)?.pure !== true) return [];
  const code = file.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return impureNames.filter((name) => name.test(code)).map((name) => `${file.path} is pure but uses ${name.source}`);
}

function sizeViolations(file: SourceFile): readonly string[] {
  const lines = file.text.split('\n').length - 1;
  return lines > linesMax ? [`${file.path} has ${lines} lines, more than ${linesMax}`] : [];
}

function ruleOf(path: string): FolderRule | null {
  const matching = folderRules.filter(({ from }) => isUnder(path, from));
  return matching.sort((a, b) => b.from.length - a.from.length)[0] ?? null;
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

function isTest(path: string): boolean {
  return /\.(test|fixture)\.tsx?$/.test(path);
}
