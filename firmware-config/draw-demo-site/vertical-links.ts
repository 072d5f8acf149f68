/**
 * What joins the floors: two banks of escalators beside the bridge of the atrium, two lifts behind the short streets.
 * Each section between two floors is one counting line; it is drawn at its lower landing:
 * one rides up from the ring to the bridge, and down from the ring to the bridge beside it.
 */
import type { Line } from '#shared/domain/site.ts';
import { capitalised, chineseOf, halves, line, mirrorSegment, text, wordsOf } from './plan.ts';

const sections = [
  ['p', '1f'],
  ['1f', '2f'],
  ['2f', '3f'],
] as const;

export function drawVerticalLinks(): readonly Line[] {
  return [...sections.slice(1).flatMap(([lower, upper]) => drawEscalators(lower, upper)), ...drawLifts()];
}

function drawEscalators(lower: string, upper: string): readonly Line[] {
  const span = `${lower.toUpperCase()}–${upper.toUpperCase()}`;
  return halves.flatMap((mirror) => {
    const { side } = wordsOf(mirror);
    const chinese = chineseOf(mirror).side;
    return [
      line(
        `escalator-${side}-up-${lower}-${upper}`,
        lower,
        'escalator',
        text(`${chinese}侧上行扶梯 ${span}`, `${capitalised(side)} escalator up ${span}`),
        [`${lower}-atrium`, `${upper}-atrium`],
        mirrorSegment(
          [
            [77, 46],
            [77, 48],
          ],
          mirror,
        ),
      ),
      line(
        `escalator-${side}-down-${lower}-${upper}`,
        lower,
        'escalator',
        text(`${chinese}侧下行扶梯 ${span}`, `${capitalised(side)} escalator down ${span}`),
        [`${upper}-atrium`, `${lower}-atrium`],
        mirrorSegment(
          [
            [86, 48],
            [86, 50],
          ],
          mirror,
        ),
      ),
    ];
  });
}

/** On the parking level the lifts open to the south, above it towards the short streets. */
function drawLifts(): readonly Line[] {
  return sections.flatMap(([lower, upper]) =>
    halves.map((mirror) => {
      const { side } = wordsOf(mirror);
      const span = `${lower.toUpperCase()}–${upper.toUpperCase()}`;
      const from = lower === 'p' ? `p-south-${side}` : `${lower}-${side}`;
      return line(
        `lift-${side}-${lower}-${upper}`,
        lower,
        'lift',
        text(`${chineseOf(mirror).side}侧电梯 ${span}`, `${capitalised(side)} lift ${span}`),
        [from, `${upper}-${side}`],
        mirrorSegment(
          lower === 'p'
            ? [
                [21, 44],
                [27, 44],
              ]
            : [
                [21, 45],
                [21, 51],
              ],
          mirror,
        ),
      );
    }),
  );
}
