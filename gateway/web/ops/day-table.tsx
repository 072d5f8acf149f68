interface DayTableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  /** The first cell of a row is its time. */
  readonly rows: readonly (readonly string[])[];
}

/** The figures of a chart for those who do not see it. */
export function DayTable({ caption, heads, rows }: DayTableProps) {
  return (
    <div className="visually-hidden">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([time, ...cells]) => (
            <tr key={time}>
              <th scope="row">{time}</th>
              {cells.map((cell, index) => (
                <td key={heads[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
