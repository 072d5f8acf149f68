/** What the desk reads and sends. All commands throw ApiFault. */
import { queryOptions } from '@tanstack/react-query';
import { secondMs } from '#shared/domain/calendar.ts';
import type { OpId } from '#shared/domain/ids.ts';
import { deskView, type SlipAnswer, slipAnswer } from '#shared/wire/desk-api.ts';
import { type PrintJob, printJob } from '#shared/wire/member-api.ts';
import { get, post } from '../app/api-client.ts';

export const deskQuery = queryOptions({
  queryKey: ['desk'],
  queryFn: ({ signal }) => get('/desk', deskView, signal),
  refetchInterval: 5 * secondMs,
});

/** Follows a print job until it has an end. */
export function printJobQuery(jobId: string) {
  return queryOptions({
    queryKey: ['desk', 'print-jobs', jobId],
    queryFn: ({ signal }) => get(`/desk/print-jobs/${encodeURIComponent(jobId)}`, printJob, signal),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === 'queued' || state.data.state === 'printing' ? secondMs : false,
  });
}

export function verifySlip(text: string): Promise<SlipAnswer> {
  return post('/desk/verify', { text }, slipAnswer);
}

/** Sent again with the same claim it gives the same answer. */
export function handOverGift(opId: OpId, claimId: OpId): Promise<SlipAnswer> {
  return post(`/desk/redemptions/${opId}/hand-over`, { claimId, print: true }, slipAnswer);
}

export function printAgain(jobId: string): Promise<PrintJob> {
  return post(`/desk/print-jobs/${encodeURIComponent(jobId)}/again`, {}, printJob);
}

export function printTestPage(): Promise<PrintJob> {
  return post('/desk/test-page', {}, printJob);
}
