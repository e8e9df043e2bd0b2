"""A programme of a journey's own, from its first day: begun by the demo's coordinator, joined by whoever is to be in it."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import APIRequestContext, Page

from tests.browser.conftest import Service, change, programme_of

# Where it is day now, Finland first: people hear of some things by day alone.
ZONES = ("Europe/Helsinki", "America/New_York", "Australia/Sydney", "America/Los_Angeles")
HALFWAY, END, CLOSE = 75, 150, 170  # days after the beginning
NAMES = {"en": "Spring of mentoring", "fi": "Mentorointikevät", "sv": "Mentorvåren"}
PROFILES: dict[str, dict[str, Any]] = {
    "mentor": {"degree": "FM", "title": "Museum keeper", "story": "First maps, then a museum.", "topics": ["networking"]}
    | {"languages": ["en", "fi", "sv"], "meets": ["remote"]},
    "mentee": {
        "school": "School of Arts",
        "level": "master",
        "languages": ["en", "fi", "sv"],
        "expectations": "A map of my own.",
    },
}


def zone_by_day() -> ZoneInfo:
    """Return a zone where people are awake."""
    return next(zone for zone in map(ZoneInfo, ZONES) if 9 <= datetime.now(zone).hour < 19)


def begin(coordinator: Page) -> str:
    """Begin a programme with the demo's rules and texts, public and with its surveys to come; return its id."""
    api, zone = coordinator.context.request, zone_by_day()
    last: dict[str, Any] = api.get(f"/api/v1/programmes/{programme_of(api)['id']}").json()

    def midnight(days: int) -> str:
        return datetime.combine(datetime.now(zone).date() + timedelta(days=days), time(), zone).isoformat()

    clock: dict[str, Any] = {"mentor_signup_opens": midnight(-1), "mentor_signup_closes": midnight(7)}
    clock |= {"requests_opens": midnight(0), "requests_closes": midnight(10), "running_opens": midnight(0)}
    clock |= {"running_closes": midnight(END), "halfway_on": midnight(HALFWAY)[:10], "feedback_closes": midnight(CLOSE)}
    texts = {each.pop("language"): each for each in last["texts"]}
    texts = {language: text | {"name": NAMES[language]} for language, text in texts.items()}
    same = {name: last[name] for name in ("organisation_id", "languages", "contact_address", "rules", "vocabulary")}
    made: str = change(api, "POST", "/programmes", same | {"zone": zone.key, "clock": clock, "texts": texts})["id"]
    change(api, "POST", f"/programmes/{made}/publish", {})
    for survey in api.get(f"/api/v1/programmes/{made}/surveys").json()["items"]:
        change(api, "POST", f"/surveys/{survey['id']}/publish", {})
    return made


def join(page: Page, service: Service, programme_id: str, role: str, name: str, email: str) -> str:
    """Take part as whoever is signed in on a page, with a profile and a contact that is confirmed; return the participant."""
    api = page.context.request
    mine: str = change(api, "POST", f"/programmes/{programme_id}/participants", {"role": role})["id"]
    change(api, "PUT", f"/participants/{mine}/profile", {"role": role, "name": name} | PROFILES[role])
    since = len(service.post.mails)
    change(api, "PUT", f"/participants/{mine}/contact", {"email": email, "phone": "+358 40 123 4567"})
    change(api, "POST", f"/participants/{mine}/contact/confirm", {"code": service.post.code_for(email, since)})
    change(api, "POST", f"/participants/{mine}/publish", {})
    return mine


def next_round(api: APIRequestContext, programme_id: str) -> str:
    """Copy a programme for a round that begins now, and make it public; return its id."""
    body = {"mentor_signup_opens": datetime.now(zone_by_day()).date().isoformat()}
    made: str = change(api, "POST", f"/programmes/{programme_id}/copy", body)["id"]
    change(api, "POST", f"/programmes/{made}/publish", {})
    return made
