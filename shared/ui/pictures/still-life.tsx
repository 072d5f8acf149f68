/** The stage of every gift picture: wall, table, shadow. 160 x 120, cropped to whatever frame it is put into. */
import type { ReactNode } from 'react';

export function StillLife({ shadow, children }: { readonly shadow: number; readonly children: ReactNode }) {
  return (
    <svg viewBox="0 0 160 120" preserveAspectRatio="xMidYMid slice" width="100%" height="100%" aria-hidden="true">
      <rect width="160" height="120" fill="var(--picture-wall)" />
      <rect y="88" width="160" height="32" fill="var(--picture-table)" />
      <ellipse cx="84" cy="101" rx={shadow} ry="5" fill="var(--picture-shade)" />
      {children}
    </svg>
  );
}
