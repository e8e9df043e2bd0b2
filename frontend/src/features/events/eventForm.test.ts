import { expect, test } from "vitest";
import type { EventOut } from "../../api/events/types.gen";
import { bodyOf, closesIn, fieldsOf, inForm, missingIn, newEvent, valuesIn, valuesOf } from "./eventForm";

const languages = ["fi", "en"];

function typed(values: Record<string, string | string[]>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) for (const each of [value].flat()) data.append(name, each);
  return valuesIn(data, languages);
}

const whole = {
  "title-fi": " Aloitus ",
  "description-fi": "",
  "title-en": "",
  language: "fi",
  place_kind: "on_campus",
  place: "Hall A",
  link: "",
  starts: "2027-01-28T16:00",
  ends: "2027-01-28T18:00",
  sign_up_closes: "",
  capacity: "80",
  roles: ["mentor", "mentee"],
  audience: "matched",
  recommended_for: "new",
};

test("what is left empty is none, and a language without words is left out", () => {
  expect(bodyOf(typed(whole), languages)).toEqual({
    texts: [{ language: "fi", title: "Aloitus", description: "" }],
    language: "fi",
    place_kind: "on_campus",
    place: "Hall A",
    link: null,
    starts: "2027-01-28T16:00",
    ends: "2027-01-28T18:00",
    sign_up_closes: null,
    capacity: 80,
    roles: ["mentor", "mentee"],
    audience: "matched",
    recommended_for: "new",
  });
});

test("an empty form lacks a title, its times and for whom it is", () => {
  expect(missingIn(bodyOf(typed({}), languages), languages)).toEqual(["title-fi", "starts", "ends", "roles"]);
  expect(missingIn(bodyOf(typed(whole), languages), languages)).toEqual([]);
});

test("a description without a title is sent, and what the server says of it leads to its language", () => {
  const body = bodyOf(typed({ ...whole, "title-fi": "", "description-en": "Welcome" }), languages);
  expect(body.texts).toEqual([{ language: "en", title: "", description: "Welcome" }]);
  expect(inForm([{ field: "texts.0.title", message: "x" }], body, languages)).toEqual([
    { field: "title-en", message: "x" },
  ]);
  expect(inForm([{ field: "texts", message: "x" }], body, languages)).toEqual([{ field: "title-fi", message: "x" }]);
  expect(inForm([{ field: "starts", message: "x" }], body, languages)).toEqual([{ field: "starts", message: "x" }]);
});

test("sign-up that closes with the beginning leaves its field empty", () => {
  const times = { starts_local: "2027-01-28T16:00:00", sign_up_closes_local: "2027-01-28T16:00:00" };
  expect(closesIn(times)).toBe("");
  expect(closesIn({ ...times, sign_up_closes_local: "2027-01-27T12:00:00" })).toBe("2027-01-27T12:00");
});

test("a saved event fills the form as it was typed", () => {
  const event: EventOut = {
    id: "1",
    programme_id: "2",
    state: "draft",
    titles: [{ language: "fi", title: "Aloitus" }],
    texts: [{ language: "fi", title: "Aloitus", description: "", html: "" }],
    starts: "2027-01-28T14:00:00Z",
    ends: "2027-01-28T16:00:00Z",
    sign_up_closes: "2027-01-28T14:00:00Z",
    starts_local: "2027-01-28T16:00:00",
    ends_local: "2027-01-28T18:00:00",
    sign_up_closes_local: "2027-01-28T16:00:00",
    zone: "Europe/Helsinki",
    place_kind: "on_campus",
    place: "Hall A",
    link: null,
    language: "fi",
    capacity: 80,
    taken: 0,
    waiting: 0,
    roles: ["mentee", "mentor"],
    audience: "matched",
    recommended_for: "new",
    me: null,
    coordinates: true,
    cancel_note: "",
    version: 1,
  };
  expect(valuesOf(event, languages)).toEqual(typed(whole));
  expect(fieldsOf(languages)).toEqual(Object.keys(valuesOf(event, languages)));
});

test("a new event is on campus and for everybody, in the programme's first language", () =>
  expect(bodyOf(newEvent(languages), languages)).toMatchObject({
    language: "fi",
    place_kind: "on_campus",
    audience: "everybody",
  }));
