/** The stage of every gift picture: wall, table, shadow. The thing is always whole; wall and table fill whatever frame it is put into. */
import type { ReactNode } from 'react';

export function StillLife({ shadow, children }: { readonly shadow: number; readonly children: ReactNode }) {
  return (
    <svg viewBox="0 0 160 120" preserveAspectRatio="xMidYMid meet" width="100%" height="100%" aria-hidden="true">
      <rect x="-320" y="-240" width="800" height="600" fill="var(--picture-wall)" />
      <rect x="-320" y="88" width="800" height="272" fill="var(--picture-table)" />
      <ellipse cx="84" cy="101" rx={shadow} ry="5" fill="var(--picture-shade)" />
      {children}
    </svg>
  );
}
