import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MemberView, Unfinished } from '#kiosk/core/rpc.ts';
import { formatClock, formatCount } from '#shared/ui/texts/figures.ts';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { formatLastDay } from '../last-day.ts';
import { GiftShelf } from './gift-shelf.tsx';
import styles from './home-screen.module.css';
import type { ScreenNamed } from './screen-named.ts';

interface HomeScreenProps {
  readonly screen: ScreenNamed<'home'>;
  readonly member: MemberView;
}

/** One figure, what changes next, and what it can be turned into. */
export function HomeScreen({ screen, member }: HomeScreenProps) {
  const { t } = useTranslation();
  const { session } = useKiosk();
  const { unfinished } = session.visitor;
  const tail = member.phoneTail;
  return (
    <ScreenLayout
      browse
      title={tail === null ? t('home.greetingPlain') : t('home.greeting', { tail })}
      controls={<GiftShelf member={member} page={screen.giftPage} />}
    >
      {unfinished !== null && <UnfinishedBand unfinished={unfinished} />}
      <Balance member={member} />
      <Coupons member={member} />
    </ScreenLayout>
  );
}

/** Amber only when it is near. */
const soonMs = 30 * 86_400_000;

function Balance({ member }: { readonly member: MemberView }) {
  const { t } = useTranslation(['app', 'shared']);
  const { session, status } = useKiosk();
  const { expiring, next } = member;
  const date = expiring && formatLastDay(expiring.at, member.asOf, status.timeZone, session.language);
  const soon = expiring !== null && expiring.at - member.asOf < soonMs;
  return (
    <section className={styles.balance}>
      <p className={styles.figure}>
        <span className={styles.points}>{formatCount(member.points)}</span>
        <span className={styles.unit}>{t('home.points')}</span>
        {!member.live && (
          <span className={styles.asOf}>{t('home.asOf', { clock: formatClock(member.asOf, status.timeZone) })}</span>
        )}
      </p>
      <p className={soon ? styles.soon : styles.calm}>
        {expiring === null ? t('home.noneExpiring') : t('home.expiring', { points: expiring.points, date: date ?? '' })}
      </p>
      <p className={styles.tier}>
        <strong>{t(`tier.${member.tier}`, { ns: 'shared' })}</strong>
        <span>
          {next === null
            ? t('home.top')
            : t('home.next', { missing: next.missing, tier: t(`tier.${next.tier}`, { ns: 'shared' }) })}
        </span>
        {next?.total !== undefined && <TierBar share={1 - next.missing / next.total} />}
      </p>
    </section>
  );
}

/** What the words beside it say, for the eye. */
function TierBar({ share }: { readonly share: number }) {
  return (
    <span className={styles.bar} aria-hidden="true">
      <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
    </span>
  );
}

function Coupons({ member }: { readonly member: MemberView }) {
  const { t } = useTranslation();
  const { session, status } = useKiosk();
  const open = member.coupons.filter((coupon) => coupon.state === 'open');
  const [first] = open;
  return (
    <p className={styles.coupons}>
      <strong>{first === undefined ? t('home.couponsNone') : t('home.coupons', { count: open.length })}</strong>
      {first !== undefined && (
        <span>
          {t('home.couponUntil', {
            name: first.name[session.language],
            date: formatLastDay(first.expiresAt, member.asOf, status.timeZone, session.language),
          })}
        </span>
      )}
    </p>
  );
}

/** What an earlier visit did not see the end of. */
function UnfinishedBand({ unfinished }: { readonly unfinished: Unfinished }) {
  const { t } = useTranslation();
  const { session, status, dispatch } = useKiosk();
  const confirmed = unfinished.kind === 'confirmed';
  const gift = confirmed
    ? unfinished.redemption.giftName
    : status.gifts.find((candidate) => candidate.sku === unfinished.sku)?.name;
  const words = {
    clock: formatClock(confirmed ? unfinished.redemption.issuedAt : unfinished.askedAt, status.timeZone),
    gift: gift?.[session.language] ?? '',
  };
  return (
    <button
      type="button"
      className={styles.unfinished}
      data-kind={unfinished.kind}
      onClick={() =>
        dispatch(
          confirmed
            ? { type: 'show_slip', redemption: unfinished.redemption }
            : { type: 'choose', sku: unfinished.sku, deskId: unfinished.deskId },
        )
      }
    >
      <span>{t(confirmed ? 'home.unfinishedConfirmed' : 'home.unfinishedUnanswered', words)}</span>
      <strong>{t(confirmed ? 'home.unfinishedShow' : 'home.unfinishedResume')}</strong>
      <ChevronRight aria-hidden="true" className={styles.chevron} />
    </button>
  );
}
