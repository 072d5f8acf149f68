/**
 * The one registry of expected failures. A code is stable: screens and programs key on it, a retired code is
 * never used again, and docs/faults.md is tested to list exactly these.
 * `status` is the HTTP status that carries the fault; `says` is the one line an operator reads.
 */
export const faults = {
  // who is asking
  credential_wrong: { status: 401, says: 'The name or the secret is wrong.' },
  not_signed_in: { status: 401, says: 'Sign in first.' },
  not_allowed: { status: 403, says: 'This credential may not do that.' },
  too_many_attempts: { status: 429, says: 'Too many attempts; wait a minute and try again.' },
  // what was sent
  request_invalid: { status: 400, says: 'The request does not have the documented shape.' },
  payload_too_large: { status: 413, says: 'The payload is larger than this gateway accepts.' },
  payload_not_json: { status: 422, says: 'The payload is not JSON.' },
  payload_field_invalid: { status: 422, says: 'A field of the payload is missing or has the wrong type.' },
  payload_truncated: { status: 422, says: 'The payload ends in the middle of a value.' },
  payload_kind_unknown: { status: 422, says: 'The payload is of a kind that this profile does not send.' },
  channel_unknown: { status: 422, says: 'The site gives this device no such channel.' },
  reading_implausible: { status: 422, says: 'The value is outside the range that the profile allows.' },
  reading_too_old: { status: 422, says: 'The reading is more than 24 hours old.' },
  reading_in_future: { status: 422, says: 'The reading is more than 5 minutes in the future.' },
  topic_invalid: { status: 422, says: 'The topic is not one that this device may use.' },
  // what was asked for
  not_found: { status: 404, says: 'There is nothing at this address.' },
  device_unknown: { status: 404, says: 'The site has no device of this name.' },
  level_unknown: { status: 404, says: 'The site has no such level.' },
  zone_unknown: { status: 404, says: 'The site has no such zone.' },
  // members and points
  phone_invalid: { status: 422, says: 'This is not a mobile phone number.' },
  code_wrong: { status: 422, says: 'The one-time code is wrong.' },
  code_expired: { status: 422, says: 'The one-time code has expired; ask for a new one.' },
  proof_missing: { status: 403, says: 'The member must prove the phone with a one-time code first.' },
  member_unknown: { status: 404, says: 'There is no such member.' },
  gift_unknown: { status: 404, says: 'There is no such gift.' },
  gift_sold_out: { status: 409, says: 'The desk has no more units of this gift.' },
  points_short: { status: 409, says: 'The member has too few points for this gift.' },
  tier_too_low: { status: 409, says: 'This gift is for a higher tier.' },
  limit_reached: { status: 409, says: 'The member has reached the limit for this gift.' },
  operation_conflict: { status: 409, says: 'This operation id was used before with other content.' },
  gateway_unreachable: { status: 503, says: 'The gateway does not answer.' },
  // slips and desks
  slip_unreadable: { status: 422, says: 'This is not a slip of ours.' },
  slip_signature_invalid: { status: 422, says: 'The signature of the slip is invalid.' },
  desk_missing: { status: 409, says: 'This session is not signed in at a desk.' },
  // printers
  printer_unreachable: { status: 503, says: 'The printer does not answer.' },
  printer_paper_out: { status: 409, says: 'The printer has no paper.' },
  printer_cover_open: { status: 409, says: "The printer's cover is open." },
  printer_error: { status: 409, says: 'The printer reports an error.' },
  print_unknown: { status: 409, says: 'The printer did not confirm; ask whether the slip came out.' },
  // the machine
  port_in_use: { status: 500, says: 'Another program listens on this port.' },
  overloaded: { status: 503, says: 'Too much is waiting; try again in a moment.' },
  store_failed: { status: 500, says: 'The database refused to store this.' },
} as const satisfies Record<string, { readonly status: number; readonly says: string }>;

export type FaultCode = keyof typeof faults;

/** An expected failure: its code, and what exactly is meant, in a sentence an operator understands. */
export interface Fault {
  readonly code: FaultCode;
  /** Names the field, the value and the bound where there is one; never carries a phone number or a secret. */
  readonly detail: string;
}

export function fault(code: FaultCode, detail: string = faults[code].says): Fault {
  return { code, detail };
}
