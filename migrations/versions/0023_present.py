"""A wall behind a mentor's pause: nobody waits for an answer about a group from somebody who takes no active part (I5, R27).

Revision: 0023, after 0022.
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let pending requests for a group hang on their mentor's state, as those for a pair hang on `accepting`."""
    op.execute("""
        ALTER TABLE participant ADD COLUMN present BOOLEAN GENERATED ALWAYS AS (state = 'active') STORED,
            ADD CONSTRAINT uq_participant_id_present UNIQUE (id, present)
    """)
    op.execute("""
        ALTER TABLE request ADD CONSTRAINT fk_request_group_mentor_present FOREIGN KEY (mentor_id, group_gate)
            REFERENCES participant (id, present)
    """)


def downgrade() -> None:
    """Take the wall away."""
    op.execute("ALTER TABLE request DROP CONSTRAINT fk_request_group_mentor_present")
    op.execute("ALTER TABLE participant DROP COLUMN present")
