import { t } from "@lingui/core/macro";
import type { OneGoalOut } from "../../api/months/types.gen";
import { TextArea, TextField } from "../../ui/fields";

/** What a goal is, why, and by when. */
export function GoalFields({ goal, missing }: { goal?: OneGoalOut; missing: boolean }) {
  return (
    <>
      <TextField
        name="title"
        label={t`What you want to reach`}
        defaultValue={goal?.title ?? ""}
        maxLength={200}
        error={missing ? t`Write a few words.` : undefined}
        dir="auto"
      />
      <TextArea
        name="why"
        label={t`Why it matters, and how you will know that you are there`}
        defaultValue={goal?.why ?? ""}
        limit={3000}
        dir="auto"
        optional
      />
      <TextField name="target_on" type="date" label={t`By when`} defaultValue={goal?.target_on ?? ""} optional />
    </>
  );
}

export function readGoal(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return { title: text("title"), why: text("why"), target_on: text("target_on") || null };
}
