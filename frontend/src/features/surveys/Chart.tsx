import { t } from "@lingui/core/macro";
import type { Bar } from "./chart";

/** A table whose shares are drawn beside them: chart and figures are one thing, read by eyes and ears alike. */
export function Chart({ caption, bars }: { caption: string; bars: readonly Bar[] }) {
  return (
    <table className="chart">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Answer`}</th>
          <th scope="col">{t`Number`}</th>
          <th scope="col" colSpan={2}>
            {t`Share`}
          </th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, count, percent }) => (
          <tr key={label}>
            <th scope="row" dir="auto">
              {label}
            </th>
            <td>{count}</td>
            <td>{t`${{ percent }}%`}</td>
            <td className="bar-cell" aria-hidden="true">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="bar" focusable="false">
                <title>{caption}</title>
                <rect className="bar-ground" width="100" height="10" />
                <rect className="bar-share" width={percent} height="10" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
