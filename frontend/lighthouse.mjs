// node lighthouse.mjs [ADDRESS]: Lighthouse on a running demo (make run), median of three visits by a phone; a Markdown table
// Another Chromium than the installed one: CHROME_PATH.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const address = process.argv[2] ?? "http://127.0.0.1:8000";
const visits = [
  ["a visitor", "/"],
  ["a visitor", "/sign-in"],
  ["Linh Đặng", "/"],
  ["Linh Đặng", "/mentors"],
  ["Daniel Okonjo-Berg", "/requests"],
  ["Daniel Okonjo-Berg", "/profile?step=story"],
  ["Tuula Rautavesi", "/people"],
  ["Tuula Rautavesi", "/programme/clock"],
];
const categories = ["performance", "accessibility", "best-practices"];
const audits = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

async function cookiesOf(name) {
  const people = await (await fetch(`${address}/api/v1/session/demo`)).json();
  const person = people.find((each) => each.name === name);
  if (!person) return undefined;
  const headers = { "content-type": "application/json", origin: address };
  const body = JSON.stringify({ person_id: person.id });
  const answer = await fetch(`${address}/api/v1/session/demo`, { method: "POST", headers, body });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return { Cookie: cookies.join("; ") };
}

async function visit(path, headers) {
  const chrome = await launch({ chromeFlags: flags });
  try {
    const options = { port: chrome.port, logLevel: "error", onlyCategories: categories, extraHeaders: headers };
    const { lhr } = await lighthouse(address + path, options);
    return [
      ...categories.map((category) => Math.round(lhr.categories[category].score * 100)),
      ...audits.map((audit) => lhr.audits[audit].numericValue),
    ];
  } finally {
    await chrome.kill();
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

console.log("| who, where | performance | accessibility | best practices | LCP s | TBT ms | CLS |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const [name, path] of visits) {
  const headers = await cookiesOf(name);
  const seen = [];
  for (let i = 0; i < 3; i += 1) seen.push(await visit(path, headers));
  const [speed, access, practice, paint, blocking, shift] = seen[0].map((_, column) =>
    median(seen.map((row) => row[column])),
  );
  const times = `${(paint / 1000).toFixed(1)} | ${blocking.toFixed(0)} | ${shift.toFixed(3)}`;
  console.log(`| ${name}: \`${path}\` | ${speed} | ${access} | ${practice} | ${times} |`);
}
