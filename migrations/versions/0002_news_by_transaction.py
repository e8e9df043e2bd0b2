"""News is found by its transaction, and outlives the person it is about.

Polls ask for rows of transactions from a horizon on; by time they read a whole minute of a rush at every look. Both
tables are small or young at this revision, so plain indexes will do.

Revision: 0002, after 0001.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index by transaction instead of by time."""
    op.execute("CREATE INDEX ix_audit_xid ON audit (xid)")
    op.execute("DROP INDEX ix_audit_at")
    op.execute("CREATE INDEX ix_access_change_xid ON access_change (xid)")
    op.execute("DROP INDEX ix_access_change_at")
    op.execute("ALTER TABLE access_change DROP CONSTRAINT fk_access_change_person_id_person")


def downgrade() -> None:
    """Index by time again; news about people who are gone can't stay."""
    op.execute("DELETE FROM access_change a WHERE NOT EXISTS (SELECT FROM person p WHERE p.id = a.person_id)")
    op.execute(
        "ALTER TABLE access_change ADD CONSTRAINT fk_access_change_person_id_person"
        " FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE"
    )
    op.execute("CREATE INDEX ix_access_change_at ON access_change (at)")
    op.execute("DROP INDEX ix_access_change_xid")
    op.execute("CREATE INDEX ix_audit_at ON audit (at)")
    op.execute("DROP INDEX ix_audit_xid")
