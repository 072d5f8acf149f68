import { Circle, CircleCheckBig } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Offer, offerOf } from '#kiosk/core/offer.ts';
import type { MemberView } from '#kiosk/core/rpc.ts';
import { isUnanswered } from '#kiosk/core/session-reducer.ts';
import { GiftPicture } from '#shared/ui/pictures/gift-picture.tsx';
import { formatCount } from '#shared/ui/texts/figures.ts';
import type { GiftView } from '#shared/wire/member-api.ts';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import styles from './confirm-screen.module.css';
import type { ScreenNamed } from './screen-named.ts';

interface ConfirmScreenProps {
  readonly screen: ScreenNamed<'confirm'>;
  readonly member: MemberView;
}

/**
 * An offer, or a wish that was asked for without an answer: then the figures of now say nothing about it, since its
 * points may be taken already and its unit gone. Asking again is all there is to do, online or not.
 */
type ConfirmState = Offer | { readonly state: 'unanswered' };

/** What, where, how many points, what remains; then one button that says what it does. */
export function ConfirmScreen({ screen, member }: ConfirmScreenProps) {
  const { t } = useTranslation(['app', 'shared']);
  const { session, status } = useKiosk();
  const gift = status.gifts.find((candidate) => candidate.sku === screen.sku);
  if (gift === undefined) return null;
  const { online } = status.link;
  const unanswered = isUnanswered(session.visitor, gift.sku);
  const offer: ConfirmState = unanswered ? { state: 'unanswered' } : offerOf(gift, member, online, screen.deskId);
  return (
    <ScreenLayout
      title={t(online || unanswered ? 'confirm.title' : 'confirm.titleOffline')}
      lead={leadOf(offer)}
      faultWords="redeem_unanswered"
      controls={<DeskChoice gift={gift} chosen={screen.deskId} fixed={unanswered} counted={online && !unanswered} />}
      primary={<ConfirmButton gift={gift} member={member} offer={offer} />}
    >
      <div className={styles.gift}>
        <span className={styles.picture}>
          <GiftPicture name={gift.picture} />
        </span>
        <div className={styles.facts}>
          <p className={styles.name}>{gift.name[session.language]}</p>
          <p className={styles.description}>{gift.description[session.language]}</p>
          <dl className={styles.sums}>
            <dt>{t('confirm.cost')}</dt>
            <dd>{formatCount(gift.points)}</dd>
            {offer.state === 'now' && (
              <>
                <dt>{t('confirm.left')}</dt>
                <dd>{formatCount(member.points - gift.points)}</dd>
              </>
            )}
          </dl>
        </div>
      </div>
    </ScreenLayout>
  );

  function leadOf(given: ConfirmState): string {
    switch (given.state) {
      case 'now':
        return t('confirm.until');
      case 'short':
        return t('confirm.short', { points: given.missing });
      case 'soldOut':
        return t('confirm.soldOut');
      case 'tier':
        return t('confirm.tier', { tier: t(`tier.${given.tier}`, { ns: 'shared' }) });
      case 'notPromised':
        return t('confirm.offline');
      case 'unanswered':
        return t('confirm.unanswered');
    }
  }
}

interface DeskChoiceProps {
  readonly gift: GiftView;
  readonly chosen: string;
  /** True where the desk is decided: only that one is shown. */
  readonly fixed: boolean;
  /** True where what is left at a desk is known now. */
  readonly counted: boolean;
}

function DeskChoice({ gift, chosen, fixed, counted }: DeskChoiceProps) {
  const { t } = useTranslation();
  const { session, dispatch } = useKiosk();
  const shelves = fixed ? gift.stock.filter(({ deskId }) => deskId === chosen) : gift.stock;
  return (
    <div className={styles.desks} role="radiogroup" aria-label={t('confirm.where')}>
      <p className={styles.where}>{t('confirm.where')}</p>
      {shelves.map(({ deskId, deskName, free }) => {
        const Mark = deskId === chosen ? CircleCheckBig : Circle;
        const words = { desk: deskName[session.language], count: free };
        return (
          // biome-ignore lint/a11y/useSemanticElements: a radio input cannot be made a target of 120 px with words inside
          <button
            key={deskId}
            type="button"
            role="radio"
            aria-checked={deskId === chosen}
            className={styles.desk}
            onClick={() => dispatch({ type: 'choose', sku: gift.sku, deskId })}
          >
            <Mark aria-hidden="true" className={styles.mark} />
            {counted ? t(free > 0 ? 'confirm.desk' : 'confirm.deskNone', words) : words.desk}
          </button>
        );
      })}
    </div>
  );
}

interface ConfirmButtonProps {
  readonly gift: GiftView;
  readonly member: MemberView;
  readonly offer: ConfirmState;
}

function ConfirmButton({ gift, member, offer }: ConfirmButtonProps) {
  const { t } = useTranslation();
  const { session, ask, dispatch } = useKiosk();
  const asking = session.asking !== null;
  if (offer.state === 'notPromised') {
    return (
      <ActionButton look="primary" busy={asking ? t('confirm.noting') : null} onPress={ask.noteRequest}>
        {t('confirm.note')}
      </ActionButton>
    );
  }
  const mayAsk = offer.state === 'now' || offer.state === 'unanswered';
  if (mayAsk && !member.proven) {
    return (
      <ActionButton look="primary" onPress={() => dispatch({ type: 'prove' })}>
        {t('confirm.prove')}
      </ActionButton>
    );
  }
  return (
    <ActionButton look="primary" disabled={!mayAsk} busy={asking ? t('confirm.redeeming') : null} onPress={ask.redeem}>
      {offer.state === 'unanswered' ? t('confirm.again') : t('confirm.next', { points: gift.points })}
    </ActionButton>
  );
}
