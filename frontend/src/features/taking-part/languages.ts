/** What most people here speak; shown first. */
export const usualLanguages: readonly string[] = ["fi", "sv", "en"];

/** Languages by ISO 639-1 that browsers have names for; the server takes all of the standard's. */
export const languageCodes: readonly string[] =
  "am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ku ky la lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru rw se si sk sl so sq sr sv sw ta te th ti tk tl tr uk ur uz vi wo xh yo zh zu".split(
    " ",
  );
