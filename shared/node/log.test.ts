import { expect, test } from 'vitest';
import { createLog } from './log.ts';

test('a line is JSON with the facts and the sentence, and never a secret', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
  log.debug({}, 'not said');
  log.child({ stage: 'broker' }).warn({ deviceId: 'counter-1', secret: 's3', member: { phone: '138' } }, 'refused');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'warn',
    stage: 'broker',
    deviceId: 'counter-1',
    secret: '[redacted]',
    member: { phone: '[redacted]' },
    msg: 'refused',
  });
});
