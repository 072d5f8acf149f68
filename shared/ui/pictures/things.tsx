/** The gifts of the demo mall, drawn on the stage. Colours come from the picture tokens only. */

export function Bag() {
  return (
    <g>
      <path d="M62 46c0-22 36-22 36 0" fill="none" stroke="var(--picture-rust)" strokeWidth="4" strokeLinecap="round" />
      <path d="M48 44h64l5 52a5 5 0 0 1-5 5H48a5 5 0 0 1-5-5z" fill="var(--picture-cream)" />
      <path d="M103 44h9l5 52a5 5 0 0 1-5 5h-9z" fill="var(--picture-sand)" />
      <path d="M62 44v10M98 44v10" stroke="var(--picture-rust)" strokeWidth="4" strokeLinecap="round" />
      <circle cx="78" cy="75" r="13" fill="var(--picture-celadon)" />
      <path d="M78 66v18M70 71h16v8H70z" fill="none" stroke="var(--picture-cream)" strokeWidth="2.5" />
    </g>
  );
}

export function Coffee() {
  return (
    <g>
      <path d="M58 42h44l-5 55a5 5 0 0 1-5 4H68a5 5 0 0 1-5-4z" fill="var(--picture-cream)" />
      <path d="M92 42h10l-5 55a5 5 0 0 1-5 4h-6z" fill="var(--picture-sand)" />
      <path d="M60 60h40l-2 22H62z" fill="var(--picture-rust)" />
      <path d="M91 60h9l-2 22h-9z" fill="var(--picture-dusk)" opacity="0.25" />
      <rect x="54" y="36" width="52" height="8" rx="3" fill="var(--picture-dusk)" />
      <path d="M60 36l3-8h34l3 8z" fill="var(--picture-dusk)" />
      <path d="M80 63c7 4 7 12 0 16-7-4-7-12 0-16z" fill="var(--picture-cream)" />
      <path d="M80 64c-2 5 2 9 0 14" fill="none" stroke="var(--picture-rust)" strokeWidth="1.6" />
      <path
        d="M72 23c-3-4 3-6 0-10M84 23c-3-4 3-6 0-10"
        fill="none"
        stroke="var(--picture-pale)"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </g>
  );
}

export function Parking() {
  return (
    <g>
      <path
        d="M48 83c0-3 2-5 5-6l10-17c2-3 4-5 8-5h24c4 0 7 2 9 5l9 15 9 3c4 1 6 4 6 8v8a4 4 0 0 1-4 4H52a4 4 0 0 1-4-4z"
        fill="var(--picture-celadon)"
      />
      <path d="M68 75l8-13a4 4 0 0 1 3-2h5v15z" fill="var(--picture-cream)" />
      <path d="M89 60h7c2 0 4 1 5 3l7 12H89z" fill="var(--picture-cream)" />
      <path d="M48 86h80v8a4 4 0 0 1-4 4H52a4 4 0 0 1-4-4z" fill="var(--picture-deep)" />
      <circle cx="66" cy="97" r="9" fill="var(--picture-dusk)" />
      <circle cx="110" cy="97" r="9" fill="var(--picture-dusk)" />
      <circle cx="66" cy="97" r="3.5" fill="var(--picture-sand)" />
      <circle cx="110" cy="97" r="3.5" fill="var(--picture-sand)" />
      <rect x="34" y="44" width="3.5" height="57" rx="1.5" fill="var(--picture-dusk)" />
      <rect x="20" y="18" width="32" height="32" rx="7" fill="var(--picture-gold)" />
      <path d="M31 43V25h7a6 6 0 0 1 0 12h-7" fill="none" stroke="var(--picture-dusk)" strokeWidth="4.5" />
    </g>
  );
}

export function Umbrella() {
  return (
    <g>
      <path
        d="M80 52v40a8 8 0 0 0 16 0"
        fill="none"
        stroke="var(--picture-dusk)"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <path
        d="M30 62c0-27 22-42 50-42s50 15 50 42c-5-6-19-6-25 0-6-6-19-6-25 0-6-6-19-6-25 0-6-6-20-6-25 0z"
        fill="var(--picture-celadon)"
      />
      <path d="M80 20c-16 8-25 24-25 42 6-6 19-6 25 0z" fill="var(--picture-pale)" />
      <path d="M80 20c16 8 25 24 25 42-6-6-19-6-25 0z" fill="var(--picture-deep)" />
      <path d="M80 20v-6" stroke="var(--picture-dusk)" strokeWidth="4" strokeLinecap="round" />
    </g>
  );
}

export function Thermos() {
  return (
    <g>
      <rect x="62" y="38" width="36" height="63" rx="7" fill="var(--picture-clay)" />
      <path d="M88 38h3a7 7 0 0 1 7 7v49a7 7 0 0 1-7 7h-3z" fill="var(--picture-rust)" />
      <rect x="66" y="30" width="28" height="9" fill="var(--picture-sand)" />
      <path d="M64 17a4 4 0 0 1 4-4h24a4 4 0 0 1 4 4v14H64z" fill="var(--picture-dusk)" />
      <rect x="62" y="72" width="36" height="12" fill="var(--picture-cream)" />
      <path d="M68 46v20" stroke="var(--picture-cream)" strokeWidth="3" strokeLinecap="round" opacity="0.6" />
      <circle cx="80" cy="78" r="3" fill="var(--picture-celadon)" />
    </g>
  );
}

export function Plush() {
  return (
    <g>
      <circle cx="61" cy="35" r="10" fill="var(--picture-sand)" />
      <circle cx="99" cy="35" r="10" fill="var(--picture-sand)" />
      <circle cx="61" cy="35" r="5" fill="var(--picture-clay)" />
      <circle cx="99" cy="35" r="5" fill="var(--picture-clay)" />
      <ellipse cx="80" cy="84" rx="26" ry="20" fill="var(--picture-sand)" />
      <ellipse cx="80" cy="88" rx="14" ry="13" fill="var(--picture-cream)" />
      <ellipse cx="57" cy="97" rx="11" ry="7" fill="var(--picture-sand)" />
      <ellipse cx="103" cy="97" rx="11" ry="7" fill="var(--picture-sand)" />
      <circle cx="80" cy="48" r="26" fill="var(--picture-sand)" />
      <ellipse cx="80" cy="57" rx="12" ry="9" fill="var(--picture-cream)" />
      <ellipse cx="80" cy="53" rx="4" ry="3" fill="var(--picture-dusk)" />
      <path d="M80 56v3c-1 3-5 3-6 1M80 59c1 3 5 3 6 1" fill="none" stroke="var(--picture-dusk)" strokeWidth="1.8" />
      <circle cx="70" cy="45" r="3" fill="var(--picture-dusk)" />
      <circle cx="90" cy="45" r="3" fill="var(--picture-dusk)" />
      <path d="M66 72l14 5 14-5v9l-14-4-14 4z" fill="var(--picture-celadon)" />
    </g>
  );
}

export function Cinema() {
  return (
    <g>
      <g transform="rotate(-10 80 62)">
        <path d="M36 36h88v17a8 8 0 0 0 0 16v17H36V69a8 8 0 0 0 0-16z" fill="var(--picture-clay)" />
        <path d="M100 40v42" stroke="var(--picture-cream)" strokeWidth="2.5" strokeDasharray="4 4" />
        <rect x="50" y="47" width="40" height="28" rx="3" fill="var(--picture-cream)" />
        <path d="M65 53l14 8-14 8z" fill="var(--picture-rust)" />
        <path d="M107 52h8M107 61h8M107 70h8" stroke="var(--picture-cream)" strokeWidth="3" strokeLinecap="round" />
      </g>
      <path d="M104 76h24l-3 25h-18z" fill="var(--picture-cream)" />
      <path d="M110 76l1 25M116 76v25M122 76l-1 25" stroke="var(--picture-clay)" strokeWidth="3" />
      <circle cx="108" cy="74" r="5" fill="var(--picture-gold)" />
      <circle cx="116" cy="70" r="6" fill="var(--picture-sand)" />
      <circle cx="124" cy="74" r="5" fill="var(--picture-gold)" />
    </g>
  );
}

export function Scarf() {
  return (
    <g>
      <path d="M52 40c10-14 46-14 56 0 6 9 3 21-8 26H60c-11-5-14-17-8-26z" fill="var(--picture-deep)" />
      <path d="M60 42c8-8 32-8 40 0 5 6 0 12-8 12H68c-8 0-13-6-8-12z" fill="var(--picture-table)" />
      <path d="M50 52c8 14 52 14 60 0 3 12-4 20-14 22H64c-10-2-17-10-14-22z" fill="var(--picture-celadon)" />
      <path d="M66 68l24 2-6 28H58z" fill="var(--picture-celadon)" />
      <path d="M92 68l14-4 8 32-20 4z" fill="var(--picture-deep)" />
      <path d="M62 84l25 1-2 6H60zM97 82l13-3 1 6-13 3z" fill="var(--picture-cream)" />
      <path
        d="M60 98v6M66 98v6M72 98v6M78 98v6M84 98v6M96 99l1 6M102 98l1 6M108 97l1 6M113 96l1 6"
        stroke="var(--picture-pale)"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </g>
  );
}

export function Parcel() {
  return (
    <g>
      <rect x="48" y="54" width="64" height="47" rx="4" fill="var(--picture-clay)" />
      <rect x="42" y="42" width="76" height="16" rx="4" fill="var(--picture-rust)" />
      <rect x="73" y="42" width="14" height="59" fill="var(--picture-cream)" />
      <path
        d="M80 41c-8-18-28-18-26-6 1 6 16 6 26 6zM80 41c8-18 28-18 26-6-1 6-16 6-26 6z"
        fill="none"
        stroke="var(--picture-cream)"
        strokeWidth="5"
      />
    </g>
  );
}
