/** For every fault, in English: what happened, what is safe, what to do now. Short, present, no blame. */
import type { FaultCode } from '../../domain/faults.ts';
import type { FaultText } from './faults-zh-cn.ts';

const untouched = 'Nothing was changed';
const kept = 'The original message is kept';
const uncounted = 'It was not counted';
const pointsKept = 'The points are unchanged';
const recorded = 'The redemption is recorded';

export const faultsEn: Record<FaultCode, FaultText> = {
  credential_wrong: { what: 'The name or the secret is wrong', safe: untouched, next: 'Check both and try again' },
  not_signed_in: { what: 'You are signed out', safe: 'Everything you finished is saved', next: 'Sign in again' },
  not_allowed: { what: 'This account may not do that', safe: untouched, next: 'Use another account, or ask an admin' },
  too_many_attempts: { what: 'Too many attempts', safe: 'The account is not locked', next: 'Wait a minute, try again' },
  request_invalid: { what: 'Something is missing in the form', safe: untouched, next: 'Check it and send it again' },
  payload_too_large: {
    what: 'The message is too large',
    safe: 'Others still arrive',
    next: 'Check what the device reports',
  },
  payload_not_json: { what: 'The message is not JSON', safe: kept, next: 'Check the report format of the device' },
  payload_field_invalid: {
    what: 'A field is missing or wrong',
    safe: kept,
    next: 'Compare the field with the firmware',
  },
  payload_truncated: { what: 'The message ends too early', safe: kept, next: 'Check the network of the device' },
  payload_kind_unknown: { what: 'This model does not send this', safe: kept, next: 'Check the model in the site file' },
  channel_unknown: { what: 'The site has no such channel', safe: kept, next: 'Add the channel to the site file' },
  reading_implausible: { what: 'The value cannot be right', safe: uncounted, next: 'Look at the device on site' },
  reading_too_old: {
    what: 'The reading is over 24 hours old',
    safe: uncounted,
    next: 'Check the clock and the network',
  },
  reading_in_future: { what: 'The reading lies in the future', safe: uncounted, next: 'Set the clock of the device' },
  topic_invalid: { what: 'The device used a topic of another', safe: uncounted, next: 'Check its topic settings' },
  not_found: { what: 'There is nothing at this address', safe: untouched, next: 'Go back to the page before' },
  device_unknown: { what: 'The site has no such device', safe: untouched, next: 'Check the name of the device' },
  level_unknown: { what: 'The site has no such level', safe: untouched, next: 'Choose another level' },
  zone_unknown: { what: 'The site has no such zone', safe: untouched, next: 'Choose another zone' },
  phone_invalid: { what: 'This is not a mobile number', safe: 'No message was sent', next: 'Check the number' },
  code_wrong: { what: 'The code is wrong', safe: pointsKept, next: 'Type it once more' },
  code_expired: { what: 'The code has expired', safe: pointsKept, next: 'Ask for a new one' },
  proof_missing: { what: 'The phone is not verified yet', safe: pointsKept, next: 'Enter the one-time code first' },
  member_unknown: { what: 'There is no such member', safe: untouched, next: 'Check the number, or join here' },
  gift_unknown: { what: 'There is no such gift', safe: pointsKept, next: 'Choose another gift' },
  gift_sold_out: { what: 'This desk has none left', safe: pointsKept, next: 'Choose another desk or gift' },
  points_short: { what: 'There are not enough points yet', safe: pointsKept, next: 'Choose another gift' },
  tier_too_low: { what: 'This gift is for a higher tier', safe: pointsKept, next: 'Choose another gift' },
  limit_reached: { what: "Today's limit for this gift is reached", safe: pointsKept, next: 'Come back tomorrow' },
  operation_conflict: {
    what: 'This differs from what was recorded',
    safe: 'The record stands',
    next: 'Start once more',
  },
  gateway_unreachable: { what: 'The network is interrupted', safe: 'What is saved stays saved', next: 'Wait a moment' },
  slip_unreadable: { what: 'This is not a slip of ours', safe: untouched, next: 'Scan again, or type the short code' },
  slip_signature_invalid: {
    what: 'The signature is invalid',
    safe: untouched,
    next: 'Keep the gift and tell your lead',
  },
  desk_missing: { what: 'No desk is chosen', safe: untouched, next: 'Sign out, then sign in at a desk' },
  printer_unreachable: { what: 'The printer does not answer', safe: recorded, next: 'Check its power and cable' },
  printer_paper_out: { what: 'The printer has no paper', safe: recorded, next: 'Put in a roll, then print again' },
  printer_cover_open: { what: "The printer's cover is open", safe: recorded, next: 'Close it, then print again' },
  printer_error: { what: 'The printer reports an error', safe: recorded, next: 'Restart it, or call for repair' },
  print_unknown: { what: 'The printer did not confirm', safe: recorded, next: 'Look whether the paper came out' },
  port_in_use: { what: 'Another program uses this port', safe: 'The data is untouched', next: 'Start on another port' },
  overloaded: { what: 'The system is busy', safe: 'Nothing is lost', next: 'Try again in a moment' },
  store_failed: { what: 'It could not be stored', safe: 'It did not happen', next: 'Try again, then call an admin' },
};
