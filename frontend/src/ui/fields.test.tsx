import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import { load } from "../i18n/load";
import { ChoiceGroup, TextArea, TextField } from "./fields";

beforeAll(() => load("en"));

test("help and error describe the field, which bears the form's name as its id", () => {
  const html = renderToStaticMarkup(<TextField name="email" label="E-mail" help="Work or home" error="Write it" />);
  expect(html).toContain('<label for="email">E-mail</label>');
  expect(html).toContain('aria-invalid="true" aria-describedby="email-help email-error" id="email"');
  expect(html).toContain('<p id="email-error" class="error">Write it</p>');
});
test("a field without fault has no empty references", () =>
  expect(renderToStaticMarkup(<TextField name="city" label="City" optional />)).toBe(
    '<div class="field"><label for="city">City (optional)</label><input id="city" name="city"/></div>',
  ));
test("the first choice is where the error summary leads", () => {
  const choices = [
    { value: "fi", label: "Finnish" },
    { value: "sv", label: "Swedish" },
  ];
  const html = renderToStaticMarkup(<ChoiceGroup type="radio" name="language" label="Language" choices={choices} />);
  expect(html).toContain('<input type="radio" id="language" name="language" value="fi"/>');
  expect(html).toContain('id="language-sv" name="language" value="sv"');
});
test("a limit is counted, not enforced", () => {
  const html = renderToStaticMarkup(<TextArea name="message" label="Message" limit={500} />);
  expect(html).toContain("500 characters left");
  expect(html).not.toContain("maxlength");
});
