import styles from './brand.module.css';

/** The mark: one arch in another. */
export function Brand() {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--celadon)" />
      <g fill="none" stroke="var(--on-celadon)" strokeWidth="2.6" strokeLinecap="round">
        <path d="M8 23v-8a8 8 0 0 1 16 0v8" />
        <path d="M13 23v-7a3 3 0 0 1 6 0v7" opacity="0.7" />
      </g>
    </svg>
  );
}
