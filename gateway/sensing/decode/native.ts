/** PURE: Atrium's own payload (shared/wire/native.ts): one message or an array of them on …/up, presence on …/state. */
import { z } from 'zod';
import type { Decode, Decoded, DeviceFact, DraftReading, UnreadMessage } from '#gateway/ports/sensing.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import type { Frame } from '#shared/domain/reading.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import { count, epochMs } from '#shared/wire/fields.ts';
import { batchMessagesMax, type NativeMessage, nativeMessage, nativeState } from '#shared/wire/native.ts';
import { parseTopic } from '#shared/wire/topics.ts';

export const decodeNative: Decode = (frame) => {
  const json = parseJson(frame);
  if (!json.ok) return refused(json.fault);
  switch (parseTopic(frame.topic)?.kind) {
    case 'state':
      return decodeState(json.value);
    // HTTP push has no topic of ours and always carries readings.
    case 'up':
    case undefined:
      return decodeMessages(json.value);
    default:
      return refused(fault('payload_kind_unknown', `topic ${frame.topic}: this release reads …/up and …/state`));
  }
};

function refused(reason: Fault): Decoded {
  return { readings: [], facts: [], faults: [reason] };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(frame: Frame): Result<unknown> {
  try {
    return succeed(JSON.parse(utf8.decode(frame.payload)));
  } catch (error) {
    return fail(fault('payload_not_json', `payload: ${error instanceof Error ? error.message : 'unreadable'}`));
  }
}

function decodeState(json: unknown): Decoded {
  const state = nativeState.safeParse(json);
  if (!state.success) return refused(faultOf(state.error, '', json));
  const facts: DeviceFact[] = [{ kind: 'online', online: state.data.online }];
  if (state.data.firmware !== undefined) facts.push({ kind: 'firmware', version: state.data.firmware });
  return { readings: [], facts, faults: [] };
}

function decodeMessages(json: unknown): Decoded {
  if (!Array.isArray(json)) return decodeEach([json], () => '');
  if (json.length === 0) return refused(fault('payload_field_invalid', 'readings: expected at least one message'));
  if (json.length > batchMessagesMax) {
    return refused(
      fault('payload_field_invalid', `readings: expected at most ${batchMessagesMax}, got ${json.length}`),
    );
  }
  return decodeEach(json, (index) => `readings[${index}].`);
}

/** Message by message, so that one that is wrong does not cost the others. */
function decodeEach(messages: readonly unknown[], prefixOf: (index: number) => string): Decoded {
  const readings: DraftReading[] = [];
  const faults: Fault[] = [];
  const unread: UnreadMessage[] = [];
  for (const [index, message] of messages.entries()) {
    const parsed = nativeMessage.safeParse(message);
    if (parsed.success) readings.push(draftOf(parsed.data));
    else {
      faults.push(faultOf(parsed.error, prefixOf(index), message));
      const envelope = unreadEnvelope.safeParse(message);
      if (envelope.success) unread.push({ sequence: envelope.data.sequence, sourceAt: envelope.data.at });
    }
  }
  return { readings, facts: [], faults, unread };
}

/** What is left to know of a message that is wrong: that it came, and when. */
const unreadEnvelope = z.object({ sequence: count, at: epochMs.nullable().catch(null) });

function draftOf(message: NativeMessage): DraftReading {
  return {
    metric: message.metric,
    channel: message.channel ?? '',
    tag: '',
    value: message.value,
    sourceAt: message.at ?? null,
    sequence: message.sequence ?? null,
    intervalMs: message.intervalMs ?? 0,
    coverage: 1,
  };
}

/** The first problem of a message, with the path of its field: "readings[3].value: expected number, got string". */
function faultOf(error: z.ZodError, prefix: string, input: unknown): Fault {
  const [issue] = error.issues;
  if (issue === undefined) return fault('payload_field_invalid');
  const field = `${prefix}${issue.path.join('.')}`.replace(/\.$/, '') || 'payload';
  return fault('payload_field_invalid', `${field}: ${sentenceOf(issue, valueAt(input, issue.path))}`);
}

function sentenceOf(issue: z.core.$ZodIssue, got: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return got === undefined
        ? `expected ${issue.expected}, is missing`
        : `expected ${issue.expected}, got ${kindOf(got)}`;
    case 'invalid_value':
      return `${JSON.stringify(got)?.slice(0, 64)} is none of ${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return `unknown field ${issue.keys.map((key) => JSON.stringify(key.slice(0, 64))).join(', ')}`;
    default:
      return issue.message;
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined;
  return value;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
