import { t } from "@lingui/core/macro";
import type { MeetingOut } from "../../api/months/types.gen";
import { zoneName } from "../../ui/dates";
import { SelectField, TextField } from "../../ui/fields";
import { ownZone } from "../../ui/ownZone";
import { onTheWall, wallTime } from "./meetingTimes";

type Given = { minutes?: number; mode?: "on_site" | "remote"; place?: string; link?: string };

const lengths = [30, 45, 60, 75, 90, 120];

/** One time, by the clock of whoever writes it. */
export function TimeField({ number, at }: { number: number; at?: string | undefined }) {
  const { day, hour } = at ? onTheWall(at, ownZone()) : { day: "", hour: "" };
  return (
    <div className="time">
      <TextField name={`day-${number}`} type="date" label={t`Day`} defaultValue={day} />
      <TextField name={`hour-${number}`} type="time" label={t`Time`} defaultValue={hour} />
    </div>
  );
}

/** One time for a meeting, and where: what there is of it stays until it is changed. */
export function OneTimeFields({ meeting, missing }: { meeting?: MeetingOut; missing: boolean }) {
  return (
    <>
      <ZoneNote />
      {missing && (
        <p className="error" role="alert">
          {t`Enter the day and the time.`}
        </p>
      )}
      <TimeField number={0} at={meeting?.starts_at ?? undefined} />
      <PlaceFields {...(meeting && { given: meeting })} />
    </>
  );
}

export function ZoneNote() {
  const place = zoneName(ownZone());
  return <p className="muted">{t`Times are local to: ${{ place }}`}</p>;
}

/** How long, and where. */
export function PlaceFields({ given = {} }: { given?: Given }) {
  const chosen = given.minutes ?? 60;
  const minutes = lengths.includes(chosen) ? lengths : [...lengths, chosen].sort((a, b) => a - b);
  return (
    <>
      <SelectField
        name="minutes"
        label={t`How long`}
        defaultValue={String(chosen)}
        choices={minutes.map((each) => ({ value: String(each), label: t`${{ each }} minutes` }))}
      />
      <SelectField
        name="mode"
        label={t`How you meet`}
        defaultValue={given.mode ?? "on_site"}
        choices={[
          { value: "on_site", label: t`In person` },
          { value: "remote", label: t`Online or by phone` },
        ]}
      />
      <TextField name="place" label={t`Meeting place`} defaultValue={given.place ?? ""} dir="auto" optional />
      <TextField name="link" type="url" inputMode="url" label={t`Link`} defaultValue={given.link ?? ""} optional />
    </>
  );
}

/** What the fields above hold. */
export function readPlace(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    zone: ownZone(),
    minutes: Number(text("minutes")),
    mode: text("mode") === "remote" ? ("remote" as const) : ("on_site" as const),
    place: text("place"),
    link: text("link"),
  };
}

export const readTime = (form: FormData, number: number) =>
  wallTime(String(form.get(`day-${number}`) ?? ""), String(form.get(`hour-${number}`) ?? ""));
