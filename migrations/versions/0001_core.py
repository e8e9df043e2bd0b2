"""The tables of the core, and the guards on them.

Revision: 0001, the first.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQL = Path(__file__).parent.parent / "sql" / "0001_core.sql"
TABLES = (
    "audit, access_change, contact, contact_snapshot, disclosure, idempotency, invitation, match, match_member, "
    "mentee_profile, mentor_place, mentor_profile, message, organisation, organisation_member, participant, person, "
    "programme, programme_text, proposal, request, saved_mentor, session"
)
FUNCTIONS = ("audit_append_only", "final_is_final", "accepting_is_true", "match_releases_contacts", "state_is_audited")


def upgrade() -> None:
    """Create everything."""
    # The driver would take a % in a function's body for a placeholder; given no parameters it does not look.
    op.get_bind().connection.cursor().execute(SQL.read_text())


def downgrade() -> None:
    """Drop everything."""
    op.execute(f"DROP TABLE {TABLES} CASCADE")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}()")
