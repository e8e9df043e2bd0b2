"""A mail that is an invitation as well: the parts that calendar programs read.

Outlook reads an invitation only from the alternatives of the first part, Gmail and Apple Mail also from the attachment;
whoever reads mail with neither opens the attached file.
"""

from email.message import Message as Mime
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from kisalli.core.calendars import Appointment, Party, invitation

FILE = "invite.ics"


def with_calendar(alternatives: Mime, appointment: Appointment, sender: Party, receiver: Party) -> Mime:
    """Return multipart/mixed of the alternatives, the calendar now the last of them, and the same as a file."""
    calendar = invitation(appointment, sender, receiver)
    # In base64 its CRLFs and long words come through any server as they are.
    part = MIMEText(calendar.decode(), "calendar", "utf-8")
    part.set_param("method", appointment.method.value)
    # Not text/calendar once more: some programs would show the appointment twice.
    file = MIMEApplication(calendar, "ics", name=FILE)
    file.add_header("Content-Disposition", "attachment", filename=FILE)
    for each in (part, file, *alternatives.walk()):
        del each["MIME-Version"]
    alternatives.attach(part)
    mixed = MIMEMultipart("mixed")
    mixed.attach(alternatives)
    mixed.attach(file)
    return mixed
