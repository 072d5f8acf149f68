/** `npm run atrium -- COMMAND`: what an operator does beside the screens. Each command stands in its own file. */
import { checkConfig } from './check-config.ts';
import { type Command, print, refuse } from './command.ts';
import { provision } from './provision.ts';
import { readingsExport } from './readings-export.ts';
import { status } from './status.ts';
import { windowsImport } from './windows-import.ts';

const commands: Readonly<Record<string, Command>> = {
  'check-config': checkConfig,
  provision,
  'readings export': readingsExport,
  'windows import': windowsImport,
  status,
};

async function main(words: readonly string[]): Promise<number> {
  const [first = '', second = ''] = words;
  const name = [`${first} ${second}`, first].find((candidate) => Object.hasOwn(commands, candidate));
  const command = name === undefined ? undefined : commands[name];
  if (name !== undefined && command !== undefined) return command.run(words.slice(name.split(' ').length));
  if (first !== '' && first !== 'help' && first !== '--help') {
    return refuse(`there is no command "${words.join(' ')}"; "npm run atrium -- help" lists them.`);
  }
  print('npm run atrium -- COMMAND\n');
  for (const { usage, summary } of Object.values(commands)) print(`  ${usage}\n      ${summary}`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
