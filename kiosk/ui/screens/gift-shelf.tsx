import { useTranslation } from 'react-i18next';
import { likeliestDesk, type Offer, offerOf } from '#kiosk/core/offer.ts';
import type { MemberView } from '#kiosk/core/rpc.ts';
import { GiftPicture } from '#shared/ui/pictures/gift-picture.tsx';
import type { GiftView } from '#shared/wire/member-api.ts';
import { useKiosk } from '../kiosk-context.ts';
import { ActionButton } from '../parts/action-button.tsx';
import styles from './gift-shelf.module.css';

/** Six gifts and a button to the next six: seven things to touch. */
const giftsPerPage = 6;

export function GiftShelf({ member, page }: { readonly member: MemberView; readonly page: number }) {
  const { t } = useTranslation();
  const { status, dispatch } = useKiosk();
  const { gifts } = status;
  const pages = Math.max(1, Math.ceil(gifts.length / giftsPerPage));
  const shown = gifts.slice(page * giftsPerPage, (page + 1) * giftsPerPage);
  return (
    <section className={styles.shelf}>
      <h2 className={styles.title}>{t(status.link.online ? 'home.gifts' : 'home.giftsOffline')}</h2>
      {gifts.length === 0 && <p>{t('home.giftsEmpty')}</p>}
      <ul className={styles.gifts}>
        {shown.map((gift) => (
          <li key={gift.sku}>
            <GiftCard gift={gift} offer={offerOf(gift, member, status.link.online)} />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <ActionButton look="quiet" onPress={() => dispatch({ type: 'gift_page', page: (page + 1) % pages })}>
          {t('home.more', { page: page + 1, pages })}
        </ActionButton>
      )}
    </section>
  );
}

function GiftCard({ gift, offer }: { readonly gift: GiftView; readonly offer: Offer }) {
  const { t } = useTranslation(['app', 'shared']);
  const { session, status, dispatch } = useKiosk();
  const shelf = likeliestDesk(gift);
  if (shelf === null) return null;
  return (
    <button
      type="button"
      className={styles.card}
      data-state={offer.state}
      onClick={() => dispatch({ type: 'choose', sku: gift.sku, deskId: shelf.deskId })}
    >
      <span className={styles.picture}>
        <GiftPicture name={gift.picture} />
      </span>
      <span className={styles.name}>{gift.name[session.language]}</span>
      <span className={styles.price}>
        <span>{t('home.price', { points: gift.points })}</span>
        {status.link.online && shelf.free > 0 && (
          <span className={styles.left}>{t('home.left', { count: shelf.free })}</span>
        )}
      </span>
      <span className={styles.desk}>{shelf.deskName[session.language]}</span>
      <span className={styles.state}>
        {offer.state === 'short' && t('home.state.short', { points: offer.missing })}
        {offer.state === 'now' && t('home.state.now')}
        {offer.state === 'soldOut' && t('home.state.soldOut')}
        {offer.state === 'notPromised' && t('home.state.notPromised')}
        {offer.state === 'tier' && t('home.state.tier', { tier: t(`tier.${offer.tier}`, { ns: 'shared' }) })}
      </span>
    </button>
  );
}
