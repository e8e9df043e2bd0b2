"""What people are at their home organisations, and the domains by which an organisation is one.

Revision: 0006, after 0005.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep what sign-in says of people."""
    op.execute("ALTER TABLE organisation ADD domains TEXT[] DEFAULT '{}' NOT NULL")
    op.execute("""
        CREATE TABLE affiliation (
            person_id UUID NOT NULL,
            home_organisation TEXT NOT NULL,
            kind TEXT NOT NULL,
            CONSTRAINT pk_affiliation PRIMARY KEY (person_id, home_organisation, kind),
            CONSTRAINT ck_affiliation_kind
                CHECK (kind IN ('student', 'staff', 'faculty', 'employee', 'alum', 'member', 'affiliate')),
            CONSTRAINT fk_affiliation_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
    """)


def downgrade() -> None:
    """Forget it: nobody is let in by it, and no staff browses."""
    op.execute("DROP TABLE affiliation")
    op.execute("ALTER TABLE organisation DROP domains")
