// node check-messages.mjs: the catalogues match the sources, are complete, and say in every language what the source says
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { usualForms } from "./src/i18n/menteeForms.ts";

const config = getConfig();
const catalogs = await getCatalogs(config);
const files = catalogs.flatMap((catalog) => config.locales.map((locale) => catalog.getFilename(locale)));
const read = () => files.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : ""));
const run = (...args) => {
  const { status, stdout, stderr } = spawnSync("node_modules/.bin/lingui", args, { encoding: "utf8" });
  if (status !== 0) {
    console.error(stdout, stderr);
    process.exit(1);
  }
};

/** What a message needs from its caller: placeholders, tags and choices, whatever the words and their order. */
function demands(tokens, formsOf) {
  if (!Array.isArray(tokens)) return [];
  return tokens.flatMap((token) => {
    if (typeof token === "string") return tagsIn(token);
    const [name, type = "", options] = token;
    if (type === "select")
      return [`{${name}, select, ${Object.keys(options).sort().join(" ")}}`, ...branches(options, formsOf)];
    if (type !== "plural" && type !== "selectordinal") return [`{${[name, type].filter(Boolean).join(", ")}}`];
    return [`{${name}, ${type}}`, ...wrongForms(options, formsOf(type)), ...branches(options, formsOf)];
  });
}

const tagsIn = (text) => [...text.matchAll(/<\/?\d+\/?>/g)].map(([tag]) => tag);
const branches = (options, formsOf) => Object.values(options).flatMap((branch) => demands(branch, formsOf));

/** A plural must have exactly the forms of its own language; exact numbers ("0", "1") are extra. */
function wrongForms(options, wanted) {
  const given = Object.keys(options).filter((form) => form !== "offset" && !/^\d+$/.test(form));
  const same = given.length === wanted.length && wanted.every((form) => given.includes(form));
  return same ? [] : [`forms ${given.join(" ")} instead of ${wanted.join(" ")}`];
}

const pluralForms = (locale) => (type) =>
  new Intl.PluralRules(locale, { type: type === "plural" ? "cardinal" : "ordinal" }).resolvedOptions().pluralCategories;
const summary = (text, locale) => [...new Set(demands(compileMessage(text), pluralForms(locale)))].sort().join("  ");

/** Words in brackets give way to the programme's own word for mentee, of whatever gender and ending. */
const bracketed = (text) => [...text.matchAll(/\[([^\]]*)\]/g)].map(([, word]) => word);
const articles = { en: /\ban? \[/i, sv: /\b(en|ett) \[/i };

function wrongBrackets(source, translation, locale) {
  const forms = Object.values(usualForms[locale]);
  const unknown = bracketed(translation).find((word) => !forms.includes(word.toLowerCase()));
  if (unknown !== undefined) return `[${unknown}] is no form of the word for mentee: use one of ${forms.join(", ")}`;
  if (articles[locale]?.test(translation)) return "an article before the brackets fits only some programmes' words";
  if (/\]\p{L}/u.test(translation)) return "an ending after the brackets fits only some programmes' words";
  const [wanted, given] = [source, translation].map((text) => bracketed(text).length > 0);
  if (wanted && !given) return "lacks the brackets of the source: a programme's own word for mentee would not show";
  if (given && !wanted) return "has brackets that the source has not: the page would show them as they are";
  return undefined;
}

function faultOf(source, { translation, extra }, locale) {
  if (extra?.flags?.includes("fuzzy")) return "marked fuzzy: check it, then remove the mark";
  const brackets = wrongBrackets(source, translation, locale);
  if (brackets) return brackets;
  const [wanted, given] = [summary(source, config.sourceLocale), summary(translation, locale)];
  return wanted === given ? undefined : `needs  ${wanted || "nothing"}\n  has    ${given || "nothing"}`;
}

const before = read();
run("extract", "--clean");
const after = read();
const outdated = files.filter((_, i) => before[i] !== after[i]).map((file) => relative(".", file));
if (outdated.length > 0) {
  console.error(
    `Behind the sources, and now brought up to date: translate and commit them\n  ${outdated.join("\n  ")}`,
  );
  process.exitCode = 1;
}
run("compile", "--strict");

/** A page merges the shell's texts with its feature's: one message has one translation, wherever it stands. */
const translations = new Map();
for (const catalog of catalogs)
  for (const [locale, messages] of Object.entries(await catalog.readAll()))
    for (const [id, { message, translation }] of Object.entries(messages ?? {})) {
      const key = `${locale}: ${message ?? id}`;
      const first = translations.get(key) ?? translation;
      translations.set(key, first);
      if (first === translation) continue;
      console.error(`${key}\n  is in one catalogue  ${first}\n  and in another       ${translation}`);
      process.exitCode = 1;
    }

for (const catalog of catalogs)
  for (const [locale, messages] of Object.entries(await catalog.readAll()))
    for (const [id, entry] of Object.entries(messages ?? {})) {
      const source = entry.message ?? id;
      const fault = entry.translation && faultOf(source, entry, locale);
      if (!fault) continue;
      console.error(`${locale}: ${source}\n  ${entry.translation}\n  ${fault}`);
      process.exitCode = 1;
    }
