/**
 * The picture of the attract screen: a glass hall seen from its door, arch behind arch towards the light, people on
 * the floor. Drawn, so that it is sharp on every screen and wears the tokens.
 */
const vanishing = { x: 540, y: 700 };
/** From the arch we stand under to the farthest; each is the first one scaled towards the vanishing point. */
const depths = [1, 0.79, 0.625, 0.495, 0.39, 0.308, 0.243];
const arch = { left: -60, right: 1140, spring: 560, foot: 1290 };

export function AtriumPicture() {
  return (
    <svg viewBox="0 0 1080 1300" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--picture-wall)" />
          <stop offset="1" stopColor="var(--picture-cream)" />
        </linearGradient>
        <linearGradient id="floor" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--picture-cream)" />
          <stop offset="1" stopColor="var(--picture-sand)" />
        </linearGradient>
        <radialGradient id="glow">
          <stop offset="0" stopColor="var(--picture-cream)" />
          <stop offset="1" stopColor="var(--picture-cream)" stopOpacity="0" />
        </radialGradient>
      </defs>
      <rect x="-400" y="-400" width="1880" height="1800" fill="url(#sky)" />
      <path d="M-400 1300 L-400 1290 L376 852 L704 852 L1480 1290 L1480 1400 L-400 1400Z" fill="url(#floor)" />
      {depths.map((depth, index) => (
        <Bay key={depth} near={depth} far={depths[index + 1] ?? 0.19} shade={index} />
      ))}
      <circle cx={vanishing.x} cy={vanishing.y} r="230" fill="url(#glow)" />
      <Lamps />
      <People />
    </svg>
  );
}

/** One bay of the hall: its two side walls, the gallery on them, the glass above and the arch in front. */
function Bay({ near, far, shade }: { readonly near: number; readonly far: number; readonly shade: number }) {
  const wall = ['--picture-deep', '--picture-celadon', '--picture-pale', '--picture-shade'][
    Math.min(3, Math.floor(shade / 2))
  ];
  return (
    <g>
      {[-1, 1].map((side) => (
        <g key={side}>
          <path d={quad(side, near, far, arch.spring, arch.foot)} fill={`var(${wall})`} />
          <path d={quad(side, near, far, 700, 742)} fill="var(--picture-cream)" opacity="0.9" />
          <path d={quad(side, near, far, 940, 982)} fill="var(--picture-cream)" opacity="0.9" />
          <path d={quad(side, near, far, 640, 648)} fill="var(--picture-cream)" opacity="0.55" />
          <path d={quad(side, near, far, 880, 888)} fill="var(--picture-cream)" opacity="0.55" />
          <path d={quad(side, near, far, 1040, 1290, 0.18)} fill="var(--picture-sand)" />
          <path d={quad(side, near, far, 1040, 1090, 0.18)} fill="var(--picture-gold)" />
        </g>
      ))}
      <path
        d={archPath(near)}
        fill="none"
        stroke="var(--picture-deep)"
        strokeWidth={26 * near}
        opacity={0.35 + 0.65 * near}
      />
    </g>
  );
}

/** A piece of the side wall between two depths and two heights; `inset` leaves that share free at both ends. */
function quad(side: number, near: number, far: number, top: number, bottom: number, inset = 0): string {
  const span = near - far;
  const [front, back] = [near - span * inset, far + span * inset];
  const x = side < 0 ? arch.left : arch.right;
  const points = [at(x, top, front), at(x, top, back), at(x, bottom, back), at(x, bottom, front)];
  return `M${points.join('L')}Z`;
}

function archPath(depth: number): string {
  const radius = ((arch.right - arch.left) / 2) * depth;
  const [foot, left, right, end] = [
    at(arch.left, arch.foot, depth),
    at(arch.left, arch.spring, depth),
    at(arch.right, arch.spring, depth),
    at(arch.right, arch.foot, depth),
  ];
  return `M${foot}L${left}A${radius} ${radius} 0 0 1 ${right}L${end}`;
}

function at(x: number, y: number, depth: number): string {
  return `${vanishing.x + (x - vanishing.x) * depth} ${vanishing.y + (y - vanishing.y) * depth}`;
}

function Lamps() {
  const lamps = [
    { x: 300, y: 330, r: 34, color: '--picture-gold' },
    { x: 470, y: 210, r: 46, color: '--picture-clay' },
    { x: 660, y: 300, r: 40, color: '--picture-gold' },
    { x: 800, y: 190, r: 30, color: '--picture-pale' },
  ];
  return (
    <g>
      {lamps.map(({ x, y, r, color }) => (
        <g key={x}>
          <path d={`M${x} -600V${y - r}`} stroke="var(--picture-shade)" strokeWidth="3" />
          <circle cx={x} cy={y} r={r} fill={`var(${color})`} />
          <path
            d={`M${x - r * 0.5} ${y - r * 0.5}a${r * 0.7} ${r * 0.7} 0 0 1 ${r * 0.5} ${-r * 0.2}`}
            stroke="var(--picture-cream)"
            strokeWidth={r * 0.12}
            strokeLinecap="round"
            fill="none"
            opacity="0.7"
          />
        </g>
      ))}
    </g>
  );
}

const people = [
  { x: 330, y: 1030, size: 1.35, coat: '--picture-dusk' },
  { x: 396, y: 1036, size: 1.3, coat: '--picture-clay' },
  { x: 640, y: 930, size: 0.78, coat: '--picture-deep' },
  { x: 748, y: 1064, size: 1.5, coat: '--picture-celadon' },
  { x: 806, y: 1074, size: 0.9, coat: '--picture-gold' },
  { x: 478, y: 904, size: 0.62, coat: '--picture-rust' },
  { x: 556, y: 890, size: 0.54, coat: '--picture-dusk' },
];

/** Figures of two strokes, with the shadow that the light behind them throws towards us. */
function People() {
  return (
    <g>
      {people.map(({ x, y, size, coat }) => (
        <g key={x} transform={`translate(${x} ${y}) scale(${size})`}>
          <ellipse cx="0" cy="34" rx="20" ry="40" fill="var(--picture-dusk)" opacity="0.12" />
          <path d="M-15 0V-52a15 15 0 0 1 30 0V0z" fill={`var(${coat})`} />
          <path d="M-9 0h7v34h-7zM2 0h7v34h-7z" fill="var(--picture-dusk)" />
          <circle cx="0" cy="-82" r="13" fill="var(--picture-rust)" />
        </g>
      ))}
    </g>
  );
}
